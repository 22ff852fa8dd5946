"""Building: reads files, joins kg and embeddings on disk, and publishes the result."""
