"""Text as it is stored: spans, views of it, numerals, sentences, and the kinds of files."""
