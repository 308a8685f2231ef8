from collections import Counter, deque
from collections.abc import Sequence


class Run:
    """A run of messages that grows at its end and shrinks at its start, and always knows what it costs."""

    def __init__(self, portrait: int, replies: int) -> None:
        self._portrait = portrait
        self._replies = replies
        self._tokens = 0
        self._messages: Counter[str] = Counter()  # of each speaker in the run; nobody stands there with 0
        # Sizes that are, or may still become, the longest: falling, and equal ones all kept, so that each leaves by itself.
        self._longest: deque[int] = deque()

    def add(self, size: int, speaker: str | None) -> None:
        """Take in the next message."""
        self._tokens += size
        if speaker is not None:
            self._messages[speaker] += 1
        while self._longest and self._longest[-1] < size:
            self._longest.pop()
        self._longest.append(size)

    def drop(self, size: int, speaker: str | None) -> None:
        """Let go of the oldest message, which is the one given."""
        self._tokens -= size
        if speaker is not None:
            self._messages[speaker] -= 1
            if self._messages[speaker] == 0:
                del self._messages[speaker]
        if self._longest[0] == size:
            self._longest.popleft()

    def cost(self) -> int:
        """Tokens, portraits and room for the replies together."""
        longest = self._longest[0] if self._longest else 0
        return self._tokens + self._portrait * len(self._messages) + self._replies * longest


def longest_run(
    tokens: Sequence[int],
    budget: int,
    speakers: Sequence[str] | None = None,
    portrait: int = 0,
    replies: int = 0,
) -> tuple[int, int]:
    """The longest run of messages that fits the budget, as (start, end); of several the last, (0, 0) if none fits."""
    names = [None] * len(tokens) if speakers is None else speakers
    run = Run(portrait, replies)
    best = (0, 0)
    start = 0
    for end, (size, name) in enumerate(zip(tokens, names, strict=True), start=1):
        run.add(size, name)
        while run.cost() > budget:
            run.drop(tokens[start], names[start])
            start += 1
        if end - start >= best[1] - best[0]:
            best = (start, end)
    return best
