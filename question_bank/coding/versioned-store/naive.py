class Store:
    """Right, but walks through all versions of a key, and through all keys."""

    def __init__(self):
        self.keys = {}  # key -> [[at, value]]
        self.horizon = 0

    def put(self, key, value, at):
        versions = self.keys.setdefault(key, [])
        if versions and versions[-1][0] == at:
            versions[-1][1] = value
        else:
            versions.append([at, value])

    def get(self, key, at):
        self.check(at)
        found = None
        for moment, value in self.keys.get(key, []):
            if moment <= at:
                found = value
        return found

    def delete(self, key, at):
        versions = self.keys.get(key, [])
        if not versions or versions[-1][1] is None:
            return False
        self.put(key, None, at)
        return True

    def history(self, key, start, end):
        self.check(start)
        return [(at, value) for at, value in self.keys.get(key, []) if start <= at <= end]

    def forget(self, before):
        if before <= self.horizon:
            return 0
        self.horizon = before
        dropped = 0
        for key, versions in self.keys.items():
            kept = [version for version in versions if version[0] >= before]
            older = [version for version in versions if version[0] < before]
            if older and older[-1][1] is not None and not (kept and kept[0][0] == before):
                kept.insert(0, older[-1])
            dropped += len(versions) - len(kept)
            self.keys[key] = kept
        return dropped

    def check(self, at):
        if at < self.horizon:
            raise LookupError
