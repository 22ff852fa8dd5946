"""What answers requests: the wall, the frame, the routes."""
