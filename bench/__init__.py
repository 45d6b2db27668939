"""How fast the casebook is: `python -m bench`. Nothing here is needed to run or test the dashboard."""
