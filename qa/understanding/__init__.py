"""Understanding a question: language, names, words, and the tables that know them."""
