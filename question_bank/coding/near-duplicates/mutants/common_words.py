from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from zlib import crc32

PRIME = 4_294_967_311

Shingles = set[str]


def near_duplicates(
    texts: Sequence[str],
    percent: int,
    width: int,
    hashes: Sequence[Sequence[int]] | None = None,
    rows: int = 1,
    common: int | None = None,
) -> list[list[int]]:
    """The pairs of texts whose shingles agree by `percent` or more, in order."""
    if common is not None:
        kept = without_common([set(text.lower().split()) for text in texts], common)
        texts = [
            " ".join(word for word in text.lower().split() if word in words)
            for text, words in zip(texts, kept, strict=True)
        ]
    sets = [shingles(text, width) for text in texts]
    pairs = combinations(range(len(sets)), 2) if hashes is None else candidates(sets, hashes, rows)
    return [[one, other] for one, other in sorted(pairs) if similar(sets[one], sets[other], percent)]


def shingles(text: str, width: int) -> Shingles:
    """All runs of `width` words; all the words if there are fewer."""
    words = text.lower().split()
    if not words:
        return set()
    return {" ".join(words[start : start + width]) for start in range(max(1, len(words) - width + 1))}


def without_common(sets: Sequence[Shingles], common: int) -> list[Shingles]:
    """The sets without the shingles that more than `common` of them hold."""
    holders = Counter(shingle for each in sets for shingle in each)
    return [{shingle for shingle in each if holders[shingle] <= common} for each in sets]


def similar(one: Shingles, other: Shingles, percent: int) -> bool:
    """Whether the Jaccard similarity is at least `percent` of a hundred; two empty sets have none."""
    shared = len(one & other)
    union = len(one) + len(other) - shared
    return union > 0 and 100 * shared >= percent * union


def candidates(sets: Sequence[Shingles], hashes: Sequence[Sequence[int]], rows: int) -> set[tuple[int, int]]:
    """The pairs that agree in a whole band of their signatures."""
    buckets: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, each in enumerate(sets):
        for band in bands(signature(each, hashes), rows):
            buckets[band].append(number)
    return {pair for bucket in buckets.values() for pair in combinations(bucket, 2)}


def signature(shingle_set: Shingles, hashes: Sequence[Sequence[int]]) -> list[int]:
    """For each hash function its smallest value; empty for an empty set."""
    if not shingle_set:
        return []
    codes = [crc32(shingle.encode()) for shingle in shingle_set]
    return [min([(a * code + b) % PRIME for code in codes]) for a, b in hashes]


def bands(values: Sequence[int], rows: int) -> Iterator[tuple[int, ...]]:
    """The bands of a signature, each led by its number, so that different bands never meet."""
    for start in range(0, len(values), rows):
        yield start, *values[start : start + rows]
