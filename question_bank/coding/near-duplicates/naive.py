from zlib import crc32


def near_duplicates(texts, percent, width, hashes=None, rows=1, common=None):
    """Right, but looks at every pair of texts."""
    sets = []
    for text in texts:
        words = text.lower().split()
        starts = range(max(1, len(words) - width + 1)) if words else []
        sets.append({tuple(words[start : start + width]) for start in starts})
    if common is not None:
        holders = {}
        for each in sets:
            for shingle in each:
                holders[shingle] = holders.get(shingle, 0) + 1
        sets = [{shingle for shingle in each if holders[shingle] <= common} for each in sets]
    codes = [[crc32(" ".join(shingle).encode()) for shingle in each] for each in sets]
    signatures = [
        [min((a * code + b) % 4_294_967_311 for code in each) for a, b in hashes or [] if each] for each in codes
    ]
    pairs = []
    for one in range(len(texts)):
        for other in range(one + 1, len(texts)):
            if hashes is not None and not meet(signatures[one], signatures[other], rows):
                continue
            union = sets[one] | sets[other]
            if union and 100 * len(sets[one] & sets[other]) >= percent * len(union):
                pairs.append([one, other])
    return pairs


def meet(one, other, rows):
    return any(
        one[start : start + rows] == other[start : start + rows] for start in range(0, min(len(one), len(other)), rows)
    )
