"""Whether what was found says what was asked, and what comes near where nothing does."""
