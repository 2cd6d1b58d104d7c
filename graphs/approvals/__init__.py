"""What must ask, what was decided, and the journal of both."""
