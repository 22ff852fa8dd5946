"""Tables, drawn or flattened, as one grid, and what the kinds of their columns say of a task."""
