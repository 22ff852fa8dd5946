"""The page: python -m ui."""
