"""What stands above a document's items: who issues it, and what a page's head says."""
