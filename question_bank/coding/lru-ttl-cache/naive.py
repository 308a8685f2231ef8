class Cache:
    """Right, but looks at every entry in every call."""

    def __init__(self, capacity, ttl_ms, clock):
        self.capacity = capacity
        self.ttl_ms = ttl_ms
        self.clock = clock
        self.entries = {}  # key -> (value, deadline, weight), the one used longest ago first

    def live(self):
        now = self.clock()
        self.entries = {key: entry for key, entry in self.entries.items() if entry[1] > now}
        return self.entries

    def get(self, key):
        entries = self.live()
        if key not in entries:
            return None
        entries[key] = entries.pop(key)
        return entries[key][0]

    def put(self, key, value, ttl_ms=None, weight=1):
        entries = self.live()
        entries.pop(key, None)
        if weight > self.capacity:
            return []
        pushed_out = []
        while sum(entry[2] for entry in entries.values()) + weight > self.capacity:
            oldest = next(iter(entries))
            del entries[oldest]
            pushed_out.append(oldest)
        entries[key] = (value, self.clock() + (ttl_ms or self.ttl_ms), weight)
        return pushed_out

    def delete(self, key):
        return self.live().pop(key, None) is not None

    def size(self):
        return len(self.live())
