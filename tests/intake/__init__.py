"""What a load of reports takes in, passes over and refuses: archives, listings, lists, and their account."""
