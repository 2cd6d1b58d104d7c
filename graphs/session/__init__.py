"""One branch, live: send, stop, resume; and the events it tells."""
