"""Tools for models that cannot call them: found in the request, chosen, filled in."""
