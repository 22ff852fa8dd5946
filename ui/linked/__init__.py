"""What programs read: SPARQL, named queries, and a page or RDF behind every IRI."""
