"""Numbers read, set beside each other and reckoned with."""
