"""Which agents have ever been: a branch is resumed by the version that started it.

A change of the graph's nodes, state or meaning gets a new number and keeps the old builder for as
long as a branch with an unfinished turn may carry it. A branch at rest takes the current one with
its next message.
"""

from typing import Final

FIRST: Final = "1"
"""Tells the time, and needs nobody for it."""

CURRENT: Final = "2"
"""Works in a folder; what changes something waits for the person. Stamped on every new branch."""
