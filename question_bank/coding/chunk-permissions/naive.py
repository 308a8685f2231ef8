def visible(user, chunks, parent, rules, groups=None, closed=None):
    """Right, but climbs anew for each chunk and asks anew for each rule who is in a group."""
    result = []
    for chunk in chunks:
        allowed = denied = stopped = False
        node = chunk
        while node is not None:
            for effect, who, where in rules:
                if where == node and is_for(user, who, groups or {}):
                    denied = denied or effect == "deny"
                    allowed = allowed or (effect == "allow" and not stopped)
            stopped = stopped or node in (closed or [])
            node = parent.get(node)
        if allowed and not denied:
            result.append(chunk)
    return result


def is_for(user, who, groups):
    if who in ("*", user):
        return True
    seen, waiting = {who}, [who]
    while waiting:
        for member in groups.get(waiting.pop(), []):
            if member == user:
                return True
            if member not in seen:
                seen.add(member)
                waiting.append(member)
    return False
