"""What the debrief of a game shows, computed from its room and the engine: records, no pages."""
