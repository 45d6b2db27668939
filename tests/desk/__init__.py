"""The desk: drafts, steps, acceptance."""
