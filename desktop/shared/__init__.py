"""What every feature may use: tasks, and the library off the window's thread."""
