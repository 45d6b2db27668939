"""What the pages of the desk are made of."""

from desk.ui.acceptance import choose_submitted, decide, what_differs
from desk.ui.begin import begin_case, begin_correction, begin_local
from desk.ui.choosing import choose_draft
from desk.ui.form import form
from desk.ui.hand_in import hand_in, history, state_of_draft
from desk.ui.local import local_beside_published, report_one_case
from desk.ui.local_board import local_rows
from desk.ui.local_findings import counts_local_cases, local_findings
from desk.ui.local_release import local_release
from desk.ui.past import history_of_case
from desk.ui.readings import choose_pair, compare
from desk.ui.ready import get_ready
from desk.ui.session import only_for

__all__ = [
    "begin_case",
    "begin_correction",
    "begin_local",
    "choose_draft",
    "choose_pair",
    "choose_submitted",
    "compare",
    "counts_local_cases",
    "decide",
    "form",
    "get_ready",
    "hand_in",
    "history",
    "history_of_case",
    "local_beside_published",
    "local_findings",
    "local_release",
    "local_rows",
    "only_for",
    "report_one_case",
    "state_of_draft",
    "what_differs",
]
