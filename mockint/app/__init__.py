"""Use cases: what the window and the commands can ask for, and nothing that belongs to either."""
