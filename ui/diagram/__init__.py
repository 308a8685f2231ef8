"""The canvas on which a system is drawn."""
