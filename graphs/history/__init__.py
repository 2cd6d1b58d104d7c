"""The steps of a conversation: how it is forked, and how two branches compare."""
