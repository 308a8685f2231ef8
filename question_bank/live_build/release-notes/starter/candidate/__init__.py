"""Answers questions about a product from its release notes."""
