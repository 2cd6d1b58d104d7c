"""Times as people read them. Pure."""

from datetime import datetime


def minute(at: float) -> str:
    """When that was, here, to the minute."""
    return datetime.fromtimestamp(at).astimezone().strftime("%Y-%m-%d %H:%M")
