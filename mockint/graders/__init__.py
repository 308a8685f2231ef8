"""Graders: each reads what was handed in and says a level, or why there is none."""
