"""Read the files that databases and reference managers export: whole, or not at all.

The lines that begin a record are counted apart from the library that reads the records. Where the two numbers differ,
the file is refused, since a reader that lost its place would lose records without a word.
"""

from literature.readers.reading import Reading, read_file

__all__ = ["Reading", "read_file"]
