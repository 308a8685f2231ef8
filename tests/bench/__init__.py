"""Measures how fast mockint is, as ratios to floors taken in the same run: ``python3 dev.py bench [NAME] [--json]``."""
