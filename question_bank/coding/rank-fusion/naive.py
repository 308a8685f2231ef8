def fuse(rankings, limit, c=60, weights=None, per_document=None):
    """Right, but looks through every ranking for every id."""
    weights = weights if weights is not None else [1] * len(rankings)
    used = [(ranking, weight) for ranking, weight in zip(rankings, weights, strict=True) if weight]
    ids = []
    for ranking, _ in used:
        for each in ranking:
            if each not in ids:
                ids.append(each)
    rows = []
    for each in ids:
        places = [(ranking.index(each) + 1, weight) for ranking, weight in used if each in ranking]
        score = round(sum(weight / (c + place) for place, weight in places), 10)
        rows.append((-score, min(place for place, _ in places), each))
    result = []
    for _, _, each in sorted(rows):
        name = document_of(each)
        if per_document is None or sum(document_of(other) == name for other in result) < per_document:
            result.append(each)
    return result[:limit]


def document_of(each):
    return each.rsplit("#", 1)[0]
