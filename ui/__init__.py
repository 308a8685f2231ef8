"""The window: the only part of mockint that knows Qt; everything it does goes through `mockint.app`."""
