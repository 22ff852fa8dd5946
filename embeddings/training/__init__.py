"""How the default model is made; nothing here is needed to use it."""
