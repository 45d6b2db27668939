"""The commands that README names."""
