"""One capability of the agent a file."""
