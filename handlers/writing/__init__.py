"""Writing OKRs: new, change, move, copy, carry over, publish; the coach and the examples."""
