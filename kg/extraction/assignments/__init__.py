"""Who a task is assigned to: units with their roles, persons and posts."""
