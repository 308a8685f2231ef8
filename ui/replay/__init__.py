"""The replay of a round in the window."""
