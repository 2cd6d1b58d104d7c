"""The steps of the branch in view, to walk, pin and continue from; and its sister branches."""
