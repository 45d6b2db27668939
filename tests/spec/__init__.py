"""What holds of anything drawn: numbers and words on drawn tables."""
