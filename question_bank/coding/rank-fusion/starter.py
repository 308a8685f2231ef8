def fuse(rankings: list[list[str]], limit: int, c: int = 60) -> list[str]:
    """At most `limit` ids of all rankings, best first, by reciprocal rank fusion."""
    raise NotImplementedError
