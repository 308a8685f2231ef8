"""Models that bring values of the core into Qt views."""
