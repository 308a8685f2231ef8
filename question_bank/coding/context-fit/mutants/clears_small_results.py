from typing import Any

Message = dict[str, Any]


def fit(messages: list[Message], budget: int, stub: int | None = None) -> list[Message] | None:
    """The messages to send, or None if nothing can be sent.

    Args:
        messages: The whole conversation; it stays as it is.
        budget: Tokens that may be sent.
        stub: What a cleared tool result still costs; without it nothing is cleared.
    """
    if stub is not None:
        messages = cleared(messages, budget, stub)
    return newest(messages, budget)


def cleared(messages: list[Message], budget: int, stub: int) -> list[Message]:
    """The conversation with as many old results cleared as the budget asks for."""
    excess = sum(message["tokens"] for message in messages) - budget
    last_user = max((place for place, message in enumerate(messages) if message["role"] == "user"), default=0)
    result = []
    for place, message in enumerate(messages):
        can_clear = message["role"] == "tool" and place < last_user
        if can_clear and excess > 0:
            excess -= message["tokens"] - stub
            result.append({**message, "tokens": stub, "cleared": True})
        else:
            result.append(message)
    return result


def newest(messages: list[Message], budget: int) -> list[Message] | None:
    """All system messages and as many of the last others as fit, with no call parted from its result."""
    others = [place for place, message in enumerate(messages) if not is_system(message)]
    room = budget - sum(message["tokens"] for message in messages if is_system(message))
    start = None if others else len(messages)
    without_call: set[str] = set()
    for place in reversed(others):
        message = messages[place]
        room -= message["tokens"]
        if room < 0:
            break
        if message["role"] == "tool":
            without_call.add(message["call"])
        without_call.difference_update(message.get("calls", ()))
        if not without_call:
            start = place
    if start is None or (not others and room < 0):
        return None
    return [message for place, message in enumerate(messages) if is_system(message) or place >= start]


def is_system(message: Message) -> bool:
    """Whether the message always stays."""
    return bool(message["role"] == "system")
