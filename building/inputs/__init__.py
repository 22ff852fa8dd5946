"""The files that a build is made of: those named, those in folders, those in archives."""
