"""What can be taken away: a registry of formats."""
