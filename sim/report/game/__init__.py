"""Documents of a class game: what is printed before it and what is read after it."""
