"""The literature watch: what is read, what is refused, what is proposed as the same, and what people decided."""
