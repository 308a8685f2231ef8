"""A server on loopback that speaks the Messages API."""
