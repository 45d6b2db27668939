"""What goes wrong with the registry, apart from what needs its database."""


class RegistryError(RuntimeError):
    """The registry cannot be read or written. The message is a sentence."""
