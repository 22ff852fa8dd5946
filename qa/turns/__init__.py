"""A turn of a conversation: what it takes from the turns before it, and what of them it means."""
