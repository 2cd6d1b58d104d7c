"""What went wrong once becomes a test: cases from steps, replayed, graded and reported."""
