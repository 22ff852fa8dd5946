"""Run a query over the graph and the texts; what it finds comes with the characters that say it."""
