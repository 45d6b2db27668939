"""IMiD Lung Casebook: the dashboard as a server, with what stands between a request and the pages."""

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from access.middleware import lifespan, middleware


def get_ready() -> None:
    """Load the rooms that need sign-in, and have the desk read its drafts: the first reader would wait for it."""
    import desk.ui  # noqa: PLC0415  what they need is installed for sign-in alone
    import literature.ui  # noqa: F401, PLC0415  likewise

    desk.ui.get_ready()


def go_to_start(request: Request) -> RedirectResponse:
    """Lead from the name of the first page to its address, which has none; the query of the link goes along."""
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./")


START = [Route(path, go_to_start) for path in ("/overview", "/{folder:path}/overview")]

# pages/frame.py does not lie beside the folder pages/: where it does, Streamlit takes the folder for the menu until a
# script has run once, and tells the first reader that the page of a deep link does not exist.
app = st.App("pages/frame.py", routes=START, middleware=middleware(), lifespan=lifespan(get_ready))
