"""Lines as documents print them: decimal numbers, lines that a page broke."""
