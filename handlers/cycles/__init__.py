"""Cycles: list them, make one, choose the current one."""
