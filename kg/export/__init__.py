"""What can be taken away: records, tables, graph files, and the registry of formats."""
