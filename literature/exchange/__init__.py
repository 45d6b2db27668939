"""All records and decisions as one file, RIS or CSV, and from such a file back in: between hospitals, or two screeners.

Each record of the file has an entry, a line of JSON that holds everything; the other fields are for other programs.
"""

from literature.exchange.entries import entries_of
from literature.exchange.files import as_csv, as_ris, is_exchange, read_entries
from literature.exchange.taking_over import take_over

__all__ = ["as_csv", "as_ris", "entries_of", "is_exchange", "read_entries", "take_over"]
"""What the page of the watch calls."""
