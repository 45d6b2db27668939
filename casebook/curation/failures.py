"""What ends a build that has no faulty case file to report."""


class BuildError(Exception):
    """No casebook file was made. The message is one sentence that names the cause, for whoever started the build."""
