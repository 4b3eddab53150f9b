"""Comments on objectives and key results, and their answers."""
