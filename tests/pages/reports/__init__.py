"""Tests about spontaneous reports."""
