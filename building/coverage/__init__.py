"""Coverage: what of a document some fact explains, and what none does."""
