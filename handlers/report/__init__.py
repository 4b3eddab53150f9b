"""The weekly report of a team, and the digest in its channel."""
