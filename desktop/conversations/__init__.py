"""The sidebar: every conversation by date, and the model they talk to."""
