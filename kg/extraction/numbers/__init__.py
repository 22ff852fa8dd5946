"""Numbers: quantities, the words around them, what they measure and what must hold of them."""
