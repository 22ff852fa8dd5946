"""A clause put together as the trees it may mean: conditions, operations, what it is about."""
