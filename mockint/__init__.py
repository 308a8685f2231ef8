"""mockint: rehearse the AI engineer's interview loop on your own machine."""

__version__ = "0.1.0"
