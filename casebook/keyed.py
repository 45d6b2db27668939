"""A frozen value with one attribute a key, where the keys are known only once the codebook has been read."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = tuple[str, ...] | tuple[int, int] | str | float | bool | None
"""What can stand under a key: terms, both ends of a range, one term or text, a number, an answer, nothing."""


class Keyed(ABC):
    """A frozen, hashable value with one attribute for each key of `defaults`; a key that is not given has its default.

    Raises TypeError for a key that there is not, as a dataclass does.
    """

    __slots__ = ("_values",)

    def __init__(self, **values: Value) -> None:
        """Take the values that differ from the defaults, by their keys."""
        defaults = self.defaults()
        unknown = [key for key in values if key not in defaults]
        if unknown:
            message = f"{type(self).__name__} has no {', '.join(unknown)}: its keys are {', '.join(defaults)}"
            raise TypeError(message)
        object.__setattr__(self, "_values", {**defaults, **values})

    @classmethod
    @abstractmethod
    def defaults(cls) -> Mapping[str, Value]:
        """Give every key with its default, in the order of the screen."""

    @abstractmethod
    def parameters(self) -> Mapping[str, Any]:
        """Give the values as the one struct that macros of queries take."""

    def items(self) -> dict[str, Any]:
        """Give every key with its value, in the order of the screen; each key has a type of its own."""
        return dict(self._values)

    def replace(self, **values: Value) -> Self:
        """Give the same with other values under some keys."""
        return type(self)(**{**self._values, **values})

    def __getattr__(self, key: str) -> Any:  # noqa: ANN401  each key has a type of its own
        """Give the value of a key."""
        if key != "_values" and key in self._values:
            return self._values[key]
        message = f"{type(self).__name__} has no {key}"
        raise AttributeError(message)

    def __setattr__(self, key: str, value: object) -> None:
        """Refuse: it is frozen."""
        message = f"{type(self).__name__} is frozen: make another one with replace({key}=...)"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        """Compare kind and values."""
        return type(self) is type(other) and isinstance(other, Keyed) and self._values == other._values

    def __hash__(self) -> int:
        """Hash kind and values."""
        return hash((type(self), tuple(self._values.values())))

    def __repr__(self) -> str:
        """Write the values that differ from the defaults."""
        defaults = self.defaults()
        changed = (f"{key}={value!r}" for key, value in self._values.items() if value != defaults[key])
        return f"{type(self).__name__}({', '.join(changed)})"
