"""The cells of a bronchoalveolar lavage: their names, in one order everywhere, and how far their shares may add up."""

from __future__ import annotations

CELLS = ("lymphocytes", "eosinophils", "neutrophils", "macrophages")

SHARES = tuple(f"bal_{cell}_pct" for cell in CELLS)
"""The facts that hold the share of each cell."""

MOST_TOGETHER_PCT = 101
"""What the shares may add up to: rounded percentages may exceed 100 by one, not by more."""
