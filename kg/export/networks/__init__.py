"""The network of things, and that of units, for programs that know nothing of RDF."""
