"""The desk: cases entered fact by fact into drafts, handed in, and accepted by a second person.

A draft is a fold of its rows in the registry's table `draft`: nothing of it is kept elsewhere, and none of its rows is
ever changed. What is accepted becomes a case file and the next release.
"""
