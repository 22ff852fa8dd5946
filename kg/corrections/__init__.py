"""What people say of a collection: facts that were read wrongly, files to leave out."""
