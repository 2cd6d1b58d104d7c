"""Tools for models that cannot call them: chosen and filled in, in two steps. Pure."""
