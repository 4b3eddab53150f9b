"""Every migration, numbered; a later one never changes an earlier one."""
