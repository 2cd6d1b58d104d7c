"""Everything that lasts: one SQLite file and the folder around it."""
