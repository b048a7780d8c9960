"""The world of a room: the only part of the game that runs the engine."""
