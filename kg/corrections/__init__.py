"""What people say of facts that were read wrongly, and the facts as they then are."""
