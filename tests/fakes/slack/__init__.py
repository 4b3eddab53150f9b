"""A stateful and strict Slack on a port of its own: web API, Socket Mode, signed deliveries."""
