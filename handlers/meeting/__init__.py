"""The follow-up meeting of a team, from its report to its summary."""
