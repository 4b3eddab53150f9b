"""Quantities in running text: what a line measures, from where to where, by when, with whom."""

from okr.quantities.dates import DueDay, find_due_day, read_date, unreadable_dates
from okr.quantities.numbers import read_number
from okr.quantities.reading import Quantity, read
from okr.quantities.rewriting import with_target

__all__ = [
    "DueDay",
    "Quantity",
    "find_due_day",
    "read",
    "read_date",
    "read_number",
    "unreadable_dates",
    "with_target",
]
