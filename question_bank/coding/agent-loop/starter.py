from collections.abc import Callable


def run(
    model: Callable[[list[dict]], dict],
    tools: dict[str, dict],
    request: str,
    max_steps: int,
) -> dict[str, object]:
    """Ask the model and run its calls in turns; returns status, answer and messages."""
    raise NotImplementedError
