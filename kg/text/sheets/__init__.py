"""Sheets of cells: what stands around a table, how numbers are shown, what parts cells."""
