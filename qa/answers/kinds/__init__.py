"""What was found in words: a module for each kind of thing."""
