"""What holds of the shipped cases."""
