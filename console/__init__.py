"""The edge of every command: options, what is printed, and how errors become exit codes."""
