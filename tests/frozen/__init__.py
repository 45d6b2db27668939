"""The nineteen cases that tests count: a copy of data/cases as it was on 28 November 2026, which never changes.

A case that is added, corrected or withdrawn under data/cases changes no number in a test.
"""

from pathlib import Path

CASES = Path(__file__).parent / "cases"
