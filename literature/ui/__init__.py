"""What the pages of the literature watch show."""

from literature.ui.differing import settle_disagreements
from literature.ui.flow import flow_of_release
from literature.ui.following_up import follow_up_records
from literature.ui.importing import imported_files, offer_import, take_along
from literature.ui.pairs import judge_pairs
from literature.ui.screening import screen_records
from literature.ui.session import counts
from literature.ui.strings import show_search_strings

__all__ = [
    "counts",
    "flow_of_release",
    "follow_up_records",
    "imported_files",
    "judge_pairs",
    "offer_import",
    "screen_records",
    "settle_disagreements",
    "show_search_strings",
    "take_along",
]
