"""What the pages of the desk are made of."""

from desk.ui.acceptance import choose_submitted, decide, what_differs
from desk.ui.begin import begin_case, begin_correction, choose_draft
from desk.ui.form import form
from desk.ui.hand_in import hand_in, history, state_of_draft
from desk.ui.session import only_for

__all__ = [
    "begin_case",
    "begin_correction",
    "choose_draft",
    "choose_submitted",
    "decide",
    "form",
    "hand_in",
    "history",
    "only_for",
    "state_of_draft",
    "what_differs",
]
