"""What the pages of both rooms are made of: the frame around every page, and a question as a figure."""
