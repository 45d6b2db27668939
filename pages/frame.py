"""The frame around every page: the title, the menu, the filters. Streamlit runs it for each click."""

import streamlit as st

from access.ui import account, admit, may_see_local_cases, sections, shown_in_menu
from casebook import ui
from casebook.store import open_release
from common.database import UnreadableError
from common.ui.frame import error_as_sentence, keep_in_link, offer_help, style
from common.ui.menu import navigate
from desk.errors import DeskError
from registry.errors import RegistryError
from signals import ui as reports_ui

SECTIONS = ("findings", "cases", "reports", "desk", "local", "about", "audit", "accounts")
MOVED = {"report": "findings/claims.py", "reports": "reports/case_reports.py"}

section, page = navigate(sections(SECTIONS), MOVED, shown_in_menu)
st.set_page_config(page_title=f"{page.title} · IMiD Lung Casebook", page_icon="🫁", layout="wide")

style()
admit(section)
offer_help("about/help.py")
body = st.container()
with error_as_sentence(body, UnreadableError, DeskError, RegistryError):
    keep_in_link(lambda key: reports_ui.is_link_key(key) == (section == "reports"))
    if section == "reports":
        reports_ui.offer_choices(page.url_path)
        reports_ui.standing_sentence()
    elif section in {"findings", "cases", "about"}:
        open_release()  # from which this whole run is answered
        ui.standing_sentence()
        # On Methods too: a filter that left the page would leave the link, and miss the way back.
        narrows, local = section != "about", may_see_local_cases()
        ui.offer_filters(page.url_path, reports_ui.is_link_key, local=local, narrows=narrows)
    elif section in {"desk", "local"}:
        open_release()
    account()
    with body:
        if section == "findings" and ui.asks_for_local_cases() and may_see_local_cases():
            from desk.ui import local_findings  # it needs what is installed for sign-in alone

            local_findings(page.url_path, page.title)
        else:
            if section == "cases" and ui.are_local_cases_chosen():
                st.info("This page shows published cases; local ones are counted on the pages of findings.")
            page.run()
