"""File kinds: each reader turns one kind of file into plain text, or says why it cannot."""
