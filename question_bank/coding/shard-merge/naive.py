def merge(shards, k=None, bounds=None):
    """Right and lazy, but looks at the heads of all shards for every hit."""
    heads = [None] * len(shards)
    asked = [False] * len(shards)
    ended = [False] * len(shards)
    seen = set()
    while k is None or len(seen) < k:
        for number in range(len(shards)):
            if not asked[number] and bounds is None:
                asked[number] = True
                heads[number] = next(shards[number], None)
                ended[number] = heads[number] is None
        best = None
        for number, head in enumerate(heads):
            if ended[number]:
                continue
            rank = (-head[0], head[1], number) if asked[number] else (-bounds[number], "", number)
            if best is None or rank < best:
                best = rank
        if best is None:
            return
        number = best[2]
        if asked[number] and best[1] not in seen:
            seen.add(best[1])
            yield heads[number]
            if k is not None and len(seen) == k:
                return
        asked[number] = True
        heads[number] = next(shards[number], None)
        ended[number] = heads[number] is None
