"""The levers of Seoul."""
