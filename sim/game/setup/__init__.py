"""The game as data: what a room plays, written in a room file."""
