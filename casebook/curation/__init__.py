"""How cases come in: case files read, checked, and built into the casebook file."""
