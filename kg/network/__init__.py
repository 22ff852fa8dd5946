"""The graph as a network: traversal, measures of units, drawing."""
