"""The levers of Tokyo."""
