"""What each clause of a question gets, by itself and after the clauses before it."""
