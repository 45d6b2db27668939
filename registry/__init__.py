"""The log of what people did: one table of events that are never changed, each with the hash of the one before it.

SQLite holds it in a file, or PostgreSQL on a server; nothing here differs between them but the guards of the table.
"""
