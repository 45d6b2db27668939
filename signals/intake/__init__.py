"""From archives, line listings and lists of deleted cases to a database of reports, every line accounted for."""
