"""Tests, benches and pictures of mockint; run them with ``python3 dev.py``."""
