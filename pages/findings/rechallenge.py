"""What happened when the drug, or another IMiD, was given again?"""

import streamlit as st

from casebook import charts, ui
from casebook.store import ask, ask_each

st.title("What happened on re-exposure?", anchor=False)

selections = ui.choose_selections()

ui.figure(charts.re_exposure, ask_each("re_exposure", selections), "Same drug, other IMiD, before and after", wide=True)
ui.figure(charts.rechallenge_by_drug, ask_each("rechallenge_by_drug", selections), "Rechallenge with the same drug")

ui.table("re_exposure_cases", ask("re_exposure_cases", selections[0]), "The cases")
