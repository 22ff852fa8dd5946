"""What of a text is not shown: names, and numbers that lead to persons."""
