"""How a server is brought to reply in a shape: found once, by a small reply that is validated."""

from __future__ import annotations

PROBE_WORDS = "This is a test of the connection: give the word ready and the number 7."
"""The user's words of the probe; our fake server knows them."""
