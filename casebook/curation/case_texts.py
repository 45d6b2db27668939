"""Read the text of every case file in a folder. Nothing that is named like one is passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook.curation.casefile import Fault
from common.files import cause_of

if TYPE_CHECKING:
    from pathlib import Path


def read_texts(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """Give the text of each file *.json of a folder by its name, in the order of names, and the faults of the rest."""
    texts, faults = {}, []
    entries = folder.iterdir() if folder.is_dir() else ()
    for path in sorted(path for path in entries if path.suffix.lower() == ".json"):
        if path.suffix != ".json":
            faults.append(Fault(path.name, "the file", f"the ending {path.suffix}", "the ending .json"))
        elif not path.is_file():  # a pipe would be waited for without end
            faults.append(Fault(path.name, "the file", _kind_of(path), "a file of text"))
        else:
            try:
                texts[path.name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                faults.append(Fault(path.name, "the file", str(error), "text in UTF-8"))
            except OSError as error:
                faults.append(Fault(path.name, "the file", cause_of(error), "a file that can be read"))
    return texts, faults


def _kind_of(path: Path) -> str:
    """Say what something is that is not a file."""
    if path.is_symlink() and not path.exists():
        return f"a link to {path.readlink()}, which is not there"
    return "a folder" if path.is_dir() else "neither a file nor a folder"
