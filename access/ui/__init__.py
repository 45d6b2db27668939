"""What pages and their frame call about who is there. Without sign-in every function here lets everything be."""

from access.ui.audit import check_of_registry, events_of_registry, last_hash
from access.ui.downloads import note_view, offer_file
from access.ui.entrance import account, admit, may_see_local_cases, sections, shown_in_menu, why_without_sign_in
from access.ui.roles import roles_of_groups
from access.ui.session import is_asked

__all__ = [
    "account",
    "admit",
    "check_of_registry",
    "events_of_registry",
    "is_asked",
    "last_hash",
    "may_see_local_cases",
    "note_view",
    "offer_file",
    "roles_of_groups",
    "sections",
    "shown_in_menu",
    "why_without_sign_in",
]
