"""The board: the patient at hand beside published cases, on one screen and on one page."""
