"""How long a model may keep us waiting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until a connection is made, until the first token, and from token to token."""

    connect: float
    first_token: float
    between_tokens: float


REMOTE = Patience(connect=10, first_token=60, between_tokens=60)
BUILT_IN = Patience(connect=10, first_token=600, between_tokens=60)
"""A processor may read a long conversation for minutes before it answers."""
