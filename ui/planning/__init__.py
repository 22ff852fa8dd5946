"""What planners work with: goals filtered and added up, the ledger of tasks and its progress."""
