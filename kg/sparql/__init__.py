"""SPARQL for strangers: queries are read, refused or run in a process with limits."""
