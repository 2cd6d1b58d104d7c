"""The `cairn` command: one file a command, thin."""
