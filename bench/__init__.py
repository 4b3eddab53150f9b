"""Benchmarks: the budgets of docs/performance.md as ratios measured in one run."""
