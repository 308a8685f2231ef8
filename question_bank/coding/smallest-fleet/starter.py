def smallest_fleet(requests: list[tuple[int, int]], limit_ms: int) -> int | None:
    """The smallest number of machines with which every request is answered in time; None if there is none."""
    raise NotImplementedError
