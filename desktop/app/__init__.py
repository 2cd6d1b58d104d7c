"""The process around the features: start, wiring, loops, the engine's thread, errors, logs."""
