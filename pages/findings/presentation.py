"""What did it look like?"""

import streamlit as st

from casebook import charts, ui
from casebook.store import ask, ask_each

st.title("What did it look like?", anchor=False)

selections = ui.choose_selections()

ui.figure(
    charts.finding_counts, ask_each("finding_counts", selections), "Symptoms, CT patterns, distribution", wide=True
)
ui.figure(charts.finding_matrix, ask_each("finding_matrix", selections), "Case by case", wide=True)
ui.figure(charts.finding_pairs, ask_each("finding_pairs", selections), "What comes together?", wide=True)

ui.table("severity", ask("severity", selections[0]), "How ill were they? Cases that say anything of it")
