def rerank(query, vectors, k, percent, shown=None, floor=None, costs=None, budget=None):
    """Right, but compares every chunk with all chosen ones anew for each choice."""
    chosen = []
    while len(chosen) < k:
        best = None
        for position, vector in enumerate(vectors):
            if position in chosen or (floor is not None and dot(query, vector) < floor):
                continue
            if budget is not None and sum(costs[each] for each in [*chosen, position]) > budget:
                continue
            seen = [*(shown or []), *(vectors[each] for each in chosen)]
            penalty = max((dot(vector, each) for each in seen), default=0)
            relevance = dot(query, vector)
            rank = (percent * relevance - (100 - percent) * penalty, relevance, -position)
            if best is None or rank > best:
                best = rank
        if best is None:
            break
        chosen.append(-best[2])
    return chosen


def dot(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))
