class Database:
    """Right, but looks at every note in every call."""

    def __init__(self):
        self.notes = {}  # key -> (value, until)
        self.backups = []  # (taken, {key: (value, what is left)})

    def live(self, now):
        return {key: note for key, note in self.notes.items() if note[1] is None or now < note[1]}

    def set(self, now, key, value, ttl=None):
        self.notes[key] = (value, None if ttl is None else now + ttl)

    def get(self, now, key):
        note = self.live(now).get(key)
        return None if note is None else note[0]

    def delete(self, now, key):
        self.notes = self.live(now)
        return self.notes.pop(key, None) is not None

    def scan(self, now, prefix, limit):
        live = self.live(now)
        return [(key, live[key][0]) for key in sorted(live) if key.startswith(prefix)][:limit]

    def backup(self, now):
        picture = {key: (value, until and until - now) for key, (value, until) in self.live(now).items()}
        self.backups.append((now, picture))
        return len(picture)

    def restore(self, now, moment):
        pictures = [picture for taken, picture in self.backups if taken <= moment]
        if not pictures:
            return False
        self.notes = {key: (value, left and now + left) for key, (value, left) in pictures[-1].items()}
        return True
