"""Spontaneous reports of lung injury: FDA quarters in, disproportionality out."""
