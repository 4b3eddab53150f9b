"""The weekly prompt, other than by filling it in: later, not now, days away, nudges."""
