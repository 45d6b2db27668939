"""IMiD Lung Casebook: the dashboard as a server, with what stands between a request and the pages."""

import streamlit as st

from access.middleware import lifespan, middleware

# pages/frame.py does not lie beside the folder pages/: where it does, Streamlit takes the folder for the menu until a
# script has run once, and tells the first reader that the page of a deep link does not exist.
app = st.App("pages/frame.py", middleware=middleware(), lifespan=lifespan)
