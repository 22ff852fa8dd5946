"""Two documents, years or places beside each other: which tasks stayed, changed, went and came."""
