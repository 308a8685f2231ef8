from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby


@dataclass(eq=False)
class Batch:
    """A call in the making, with its sum of tokens at hand."""

    items: list[int] = field(default_factory=list)
    tokens: int = 0


def pack(
    tokens: list[int],
    max_tokens: int,
    max_items: int,
    sections: list[str] | None = None,
    open_batches: int = 1,
) -> tuple[list[list[int]], list[int]]:
    """The batches of chunk numbers in the order of opening, and the chunks that fit in none."""
    batches: list[Batch] = []
    waiting: list[Batch] = []  # the open ones, the first opened first
    too_large: list[int] = []
    for group in groups(len(tokens), sections):
        size, count = sum(tokens[item] for item in group), len(group)
        if size > max_tokens or count > max_items:
            too_large += group
            continue
        for batch in waiting:
            if batch.tokens + size < max_tokens and len(batch.items) + count <= max_items:
                break
        else:
            if len(waiting) == open_batches:
                del waiting[0]
            batch = Batch()
            batches.append(batch)
            waiting.append(batch)
        batch.items += group
        batch.tokens += size
        if batch.tokens == max_tokens or len(batch.items) == max_items:
            waiting.remove(batch)
    return [batch.items for batch in batches], too_large


def groups(count: int, sections: list[str] | None) -> Iterator[list[int]]:
    """Runs of chunks that must stay together."""
    if sections is None:
        return ([item] for item in range(count))
    return (list(run) for _, run in groupby(range(count), key=sections.__getitem__))
