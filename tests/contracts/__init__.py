"""The same truths about every card, form, reply and error on every platform."""
