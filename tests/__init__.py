"""The specification of the casebook, as tests."""
