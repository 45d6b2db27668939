"""What is said when an archive cannot be taken in."""


class ArchiveError(ValueError):
    """An archive cannot be taken in; the message names it and says what is wrong."""
