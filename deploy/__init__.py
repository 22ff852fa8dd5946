"""What takes the program to machines without a network: bundles, a container, a service."""
