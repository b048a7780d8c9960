"""Rooms that people play in at once: accepted, kept, then told; the clock and the world work by themselves."""
