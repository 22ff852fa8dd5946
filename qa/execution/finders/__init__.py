"""How things of each kind are read from the tasks that conditions lead to."""
