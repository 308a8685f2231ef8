import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

PLACEHOLDER = re.compile(r"\[[A-Z]+_[0-9]+\]")


class Finding(NamedTuple):
    """A piece of personal data, or of what only looks like a placeholder."""

    start: int
    end: int
    kind: str


class Redactor:
    """Takes personal data out of texts and puts it back."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}  # kind and text -> placeholder
        self._originals: dict[str, str] = {}  # placeholder -> text
        self._numbers: Counter[str] = Counter()
        self._beginnings: set[str] = set()  # of all placeholders, none of them whole
        self._held = ""  # the end of the draft, as long as it is one of the beginnings

    def redact(self, text: str, findings: Iterable[tuple[int, int, str]]) -> str:
        """The text with a placeholder for each piece of personal data."""
        lookalikes = (Finding(*match.span(), "TEXT") for match in PLACEHOLDER.finditer(text))
        pieces: list[str] = []
        at = 0
        for start, end, kind in groups([*(Finding(*finding) for finding in findings), *lookalikes]):
            pieces += (text[at:start], self._placeholder(kind, text[start:end]))
            at = end
        return "".join((*pieces, text[at:]))

    def restore(self, text: str) -> str:
        """The text with what its placeholders stand for; unknown ones stay."""
        return PLACEHOLDER.sub(lambda match: self._originals.get(match[0], match[0]), text)

    def feed(self, chunk: str) -> str:
        """Take the next chunk of a draft; returns, restored, all of it that need not wait."""
        text = self._held + chunk
        # A placeholder has no second opening bracket, so only the last one can begin what is not yet whole.
        last = text.rfind("[")
        ready = last if last >= 0 and text[last:] in self._beginnings else len(text)
        self._held = text[ready:]
        return self.restore(text[:ready])

    def close(self) -> str:
        """End the draft; returns what was held back."""
        held, self._held = self._held, ""
        return held

    def _placeholder(self, kind: str, original: str) -> str:
        known = self._given.get((kind, original.casefold()))
        if known is not None:
            return known
        self._numbers[kind] += 1
        placeholder = f"[{kind}_{self._numbers[kind]}]"
        self._given[kind, original.casefold()] = placeholder
        self._originals[placeholder] = original
        self._beginnings.update(placeholder[:length] for length in range(1, len(placeholder)))
        return placeholder


def groups(findings: Iterable[Finding]) -> Iterator[Finding]:
    """What findings cover that overlap, each with the kind of the longest of them, in the order of the text."""
    group: Finding | None = None
    longest: Finding | None = None
    for finding in sorted(finding for finding in findings if finding.start < finding.end):
        if group is None or longest is None or finding.start >= group.end:
            if group is not None:
                yield group
            group = longest = finding
            continue
        # They come by start and kind, so a later one has to be longer to win.
        if finding.end - finding.start > longest.end - longest.start:
            longest = finding
        group = Finding(group.start, max(group.end, finding.end), longest.kind)
    if group is not None:
        yield group
