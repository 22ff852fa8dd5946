"""The graph as RDF, in every form, and what describes and judges it."""
