class ToolNames:
    """Right, but looks through all names each time."""

    def __init__(self):
        self._uses = {}

    def add(self, name):
        is_new = name not in self._uses
        self._uses.setdefault(name, 0)
        return is_new

    def names(self, prefix, limit):
        return [name for name in sorted(self._uses) if name.startswith(prefix)][:limit]

    def extend(self, prefix):
        found = [name for name in self._uses if name.startswith(prefix)]
        if not found:
            return None
        text = found[0]
        while not all(name.startswith(text) for name in found):
            text = text[:-1]
        return text

    def resolve(self, typed):
        if typed in self._uses:
            return typed
        found = [name for name in self._uses if name.startswith(typed)]
        return found[0] if len(found) == 1 else None

    def shortest(self, name):
        if name not in self._uses:
            return None
        lengths = range(1, len(name) + 1)
        return next(name[:length] for length in lengths if self.resolve(name[:length]) == name)

    def use(self, name):
        if name not in self._uses:
            return 0
        self._uses[name] += 1
        return self._uses[name]

    def suggest(self, prefix, limit):
        ranked = sorted(self._uses, key=lambda name: (-self._uses[name], name))
        return [name for name in ranked if name.startswith(prefix)][:limit]
