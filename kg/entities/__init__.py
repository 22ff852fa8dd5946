"""The kinds of things, which things mentions name, and the IRIs of both."""
