"""Pages rendered here, one module each, and the table of all pages."""
