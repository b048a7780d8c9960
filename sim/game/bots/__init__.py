"""Players that are no people: for a dress rehearsal, for measurements, and for trying to break a room."""
