"""A package that can be cited: RO-Crate, with everything in it and what it says of itself."""
