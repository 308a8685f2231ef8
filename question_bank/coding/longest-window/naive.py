def longest_run(tokens, budget, speakers=None, portrait=0, replies=0):
    """Right, but starts again at every message."""
    best = (0, 0)
    for start in range(len(tokens)):
        total, longest, names = 0, 0, set()
        for end in range(start, len(tokens)):
            total += tokens[end]
            longest = max(longest, tokens[end])
            if speakers is not None:
                names.add(speakers[end])
            if total + portrait * len(names) + replies * longest > budget:
                break
            if end + 1 - start >= best[1] - best[0]:
                best = (start, end + 1)
    return best
