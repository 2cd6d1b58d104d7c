"""The page of all actions of all conversations."""
