"""Settings: a person's own, and the company's days."""
