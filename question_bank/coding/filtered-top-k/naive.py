from math import sqrt


class Index:
    """Right, but looks at every entry for every call."""

    def __init__(self):
        self.entries = []

    def add(self, name, vector, meta=None):
        for position, (other, _, _) in enumerate(self.entries):
            if other == name:
                self.entries[position] = (name, vector, meta or {})
                return
        self.entries.append((name, vector, meta or {}))

    def delete(self, name):
        kept = [entry for entry in self.entries if entry[0] != name]
        found = len(kept) < len(self.entries)
        self.entries = kept
        return found

    def search(self, query, k, where=None):
        allowed = [(name, vector) for name, vector, meta in self.entries if fits(meta, where or {})]
        allowed.sort(key=lambda entry: -round(cosine(query, entry[1]), 9))
        return [name for name, _ in allowed[:k]]


def fits(meta, where):
    return all(field in meta and meta[field] in values for field, values in where.items())


def cosine(one, other):
    product = sqrt(sum(a * a for a in one)) * sqrt(sum(b * b for b in other))
    return sum(a * b for a, b in zip(one, other, strict=True)) / product if product else 0.0
