"""Action items: made, seen, done, moved, dropped."""
