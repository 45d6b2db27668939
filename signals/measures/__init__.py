"""Measures of disproportionality of drug-event pairs, from counts of reports."""
