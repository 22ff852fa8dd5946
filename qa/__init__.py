"""Questions and answers over a build."""
