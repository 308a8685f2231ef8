def smallest_fleet(requests, limit_ms, percent=100, warm=None, boot_ms=0):
    """Right, but tries one fleet after the other and looks at all machines for every request."""
    for machines in range(len(requests) + 1):
        free = [0 if warm is None or number < warm else boot_ms for number in range(machines)]
        in_time = 0
        for arrival, work in sorted(requests, key=lambda request: request[0]):
            if not free:
                continue
            first = min(range(machines), key=free.__getitem__)
            free[first] = max(arrival, free[first]) + work
            in_time += free[first] - arrival <= limit_ms
        if in_time * 100 >= percent * len(requests):
            return machines
    return None
