"""Suites, the cases in them, their runs, and what came of those."""
