"""The rules of the game: a pure state machine over acts. No clock, no database, no engine, no web."""
