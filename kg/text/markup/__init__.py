"""Helpers of the formats that draw: numbers of lists, places of cells, parts of Word, web pages."""
