"""The log of what people did: what is kept, what is found, what survives a kill."""
