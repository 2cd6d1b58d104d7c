"""Which agents have ever been: a branch is resumed by the version that started it.

A change of the graph's nodes, state or meaning gets a new number and keeps the old builder for as
long as a branch with an unfinished turn may carry it.
"""

CURRENT = "1"
"""Stamped on every new branch."""
