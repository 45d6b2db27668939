"""What holds of any set of cases under data/."""
