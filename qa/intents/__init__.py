"""What each intent makes of a question: one function an intent, all of one shape."""
