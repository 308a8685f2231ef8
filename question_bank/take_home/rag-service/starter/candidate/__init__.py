"""A service that answers from the documents of its tenants."""
