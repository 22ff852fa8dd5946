"""From document file to RDF graph: text → document → mentions → entities → graph."""
