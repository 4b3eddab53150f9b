"""Facts to cards and forms: no session, no clock, no platform."""
