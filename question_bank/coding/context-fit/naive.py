def fit(messages, budget, stub=None):
    """Right, but adds everything up again for each message that it clears or drops."""
    messages = list(messages)
    if stub is not None:
        users = [place for place, message in enumerate(messages) if message["role"] == "user"]
        for place in range(users[-1] if users else 0):
            if size(messages) <= budget:
                break
            if messages[place]["role"] == "tool" and messages[place]["tokens"] > stub:
                messages[place] = {**messages[place], "tokens": stub, "cleared": True}
    others = [place for place, message in enumerate(messages) if message["role"] != "system"]
    if not others:
        return messages if size(messages) <= budget else None
    for start in others:
        kept = [message for place, message in enumerate(messages) if place >= start or message["role"] == "system"]
        if size(kept) <= budget and not is_split(kept):
            return kept
    return None


def size(messages):
    return sum(message["tokens"] for message in messages)


def is_split(kept):
    calls = {call for message in kept for call in message.get("calls", ())}
    return any(message["role"] == "tool" and message["call"] not in calls for message in kept)
