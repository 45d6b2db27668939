"""Tests against servers of Debian and a provider of accounts on this machine: `python3 run.py test --servers`."""
