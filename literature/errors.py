"""What goes wrong with a file of records, or with a decision, as a sentence for the person at the screen."""


class RefusedError(ValueError):
    """A file is refused as a whole. The message is a sentence that says what was found."""


class MovedOnError(RuntimeError):
    """Somebody else decided meanwhile, on what this decision was based on. The message is a sentence."""
