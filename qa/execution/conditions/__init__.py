"""Conditions: which tasks each of them leads to, and which results it keeps."""
