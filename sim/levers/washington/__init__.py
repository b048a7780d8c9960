"""The levers of Washington."""
