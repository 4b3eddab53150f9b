"""Check-ins: one in a line or a form, or all of a week in one form; saved, and told on."""
