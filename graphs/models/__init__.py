"""Where models are served, and the one way to call them."""
