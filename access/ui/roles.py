"""The roles as the administrator sees them: which groups have which, and what each of them sees and takes away."""

from __future__ import annotations

import polars as pl
import streamlit as st

from access.roles import ROLES, SEEN_BY
from access.settings import settings
from common.html import as_html, as_passage


def roles_of_groups() -> None:
    """Show which groups have which role, what a role sees and takes away, and where that is changed."""
    from access.notices import current_rules  # noqa: PLC0415  it needs what is installed for sign-in alone

    chosen = settings()
    if chosen is None:
        return
    rules = current_rules()
    st.html(
        as_passage(
            f"The file {chosen.roles.name} on the server says which groups have which role; a change holds "
            "from the next click on, and is told to the registry. Here nothing can be changed."
        )
    )
    groups = {"Group": list(rules.groups), "Roles": [", ".join(roles) for roles in rules.groups.values()]}
    st.html(as_html(pl.DataFrame(groups)))
    st.html(
        as_html(
            pl.DataFrame(
                {
                    "Role": list(ROLES),
                    "For": list(ROLES.values()),
                    "Sees": [", ".join(part for part, roles in SEEN_BY.items() if role in roles) for role in ROLES],
                    "Takes away at most": [rules.take_away[role] for role in ROLES],
                }
            )
        )
    )
