def route(requests: list[dict], models: list[dict]) -> list[str | None]:
    """The name of the model for each request, or None for a request that no model fits."""
    raise NotImplementedError
