"""What did the lavage show?"""

import streamlit as st

from casebook import charts, ui
from casebook.store import ask_each

st.title("What did the lavage show?", anchor=False)

selections = ui.choose_selections()

ui.figure(charts.lavage, ask_each("lavage", selections), "Cell shares, case by case")
ui.reference_of_lavage()
ui.figure(charts.lavage_by_drug, ask_each("lavage_by_drug", selections), "Was a lavage done?")
