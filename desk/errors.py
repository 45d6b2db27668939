"""What goes wrong at the desk."""


class DeskError(ValueError):
    """What somebody asked for cannot be done, and nothing was changed. The message is a sentence."""
