"""One file for each thing a person can do; the router dispatches, views draw."""
