"""Pages about what is loaded: documents, corrections of their facts, comparisons of two."""
