"""Risks and calls for support: raised in a check-in, answered by who is asked."""
