"""What is kept of the rooms of a class: their accepted acts in order, and the hashes of the seats' keys."""
