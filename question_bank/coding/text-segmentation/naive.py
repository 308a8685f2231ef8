def segment(text, costs, unknown=None, most=None):
    """Right, but holds every piece of the vocabulary against every place, and carries whole cuts about."""
    size = len(text)

    def row(after):
        best = [None] * size + [(0, 0, [])]
        source = best if after is None else after
        for start in range(size - 1, -1, -1):
            found = [(cost, piece) for piece, cost in costs.items() if text.startswith(piece, start)]
            if unknown is not None:
                fixed, each = unknown
                found += [(fixed + each * (end - start), text[start:end]) for end in range(start + 1, size + 1)]
            for cost, piece in found:
                rest = source[start + len(piece)]
                if rest is not None:
                    way = (cost + rest[0], rest[1] + 1, [-len(piece), *rest[2]])
                    if best[start] is None or way < best[start]:
                        best[start] = way
        return best

    if most is None:
        best = row(None)
    else:
        best = [None] * size + [(0, 0, [])]
        for _ in range(most):
            best = row(best)
    if best[0] is None:
        return None
    cut, here = [], 0
    for length in best[0][2]:
        cut.append(text[here : here - length])
        here -= length
    return best[0][0], cut
