"""Benefits: what a person or firm may get, and how much."""
