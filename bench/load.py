"""What else the machine does while something is timed."""

import os


def load() -> str:
    """Say how many processes waited for the processors in the last minute, on average."""
    return f"{os.getloadavg()[0]:.1f}"
