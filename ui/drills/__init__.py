"""Drills in the window."""
