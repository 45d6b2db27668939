"""What the pages of the literature watch show."""

from literature.ui.differing import settle_disagreements
from literature.ui.importing import imported_files, offer_import
from literature.ui.pairs import judge_pairs
from literature.ui.screening import screen_records
from literature.ui.session import counts
from literature.ui.strings import show_search_strings

__all__ = [
    "counts",
    "imported_files",
    "judge_pairs",
    "offer_import",
    "screen_records",
    "settle_disagreements",
    "show_search_strings",
]
