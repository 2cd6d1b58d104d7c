"""One conversation: its transcript and its composer."""
