"""The graph in RDF: vocabulary, writers, shapes, named queries, store."""
