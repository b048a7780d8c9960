"""The engine: the Mesa model, the ordered week, and runs in chunks of worlds."""
