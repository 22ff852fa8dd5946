"""From mentions to the real things they name, and the IRIs of both."""
