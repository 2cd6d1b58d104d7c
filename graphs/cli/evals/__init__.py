"""`cairn eval`: cases made from steps, suites, their runs and reports; a file a subcommand."""
