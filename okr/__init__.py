"""The method: pure functions and frozen dataclasses; `now` is always a parameter."""
