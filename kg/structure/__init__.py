"""The structure of a document: metadata, headings, tables, attributions, tasks."""
