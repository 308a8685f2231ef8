"""Pictures of every screen over the real services: ``python3 dev.py shots DIR``."""
