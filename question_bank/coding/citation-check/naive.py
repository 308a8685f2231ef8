import re
import unicodedata

TABLE = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}


def locate(sources, citations, max_gap=None):
    """Right, but prepares a source for every quote, and tries every way to place the parts."""
    return [one(sources[name], quote, max_gap) if name in sources else None for name, quote in citations]


def one(source, quote, max_gap):
    letters = []
    for offset, written in enumerate(source):
        for letter in letters_of(written):
            if not (letter == " " and letters and letters[-1][0] == " "):
                letters.append((letter, offset))
    text = "".join(letter for letter, _ in letters)
    wanted = "".join(letter for written in quote for letter in letters_of(written))
    parts = [wanted] if max_gap is None else re.split(r"\[\.\.\.+]|\.\.\.+", wanted)
    parts = [" ".join(part.split()) for part in parts if part.split()]
    if not parts:
        return None

    def ends(number, low, high):
        """Every possible end of the passage if the part begins in the source between low and high."""
        for at, (_, offset) in enumerate(letters):
            if low <= offset <= high and text.startswith(parts[number], at):
                end = letters[at + len(parts[number]) - 1][1] + 1
                if number + 1 == len(parts):
                    yield offset, end
                else:
                    yield from ((offset, last) for _, last in ends(number + 1, end, end + max_gap))

    return min(ends(0, 0, len(source)), default=None)


def letters_of(written):
    if written in "\u00ad\u200b\ufeff":
        return ""
    if written in "\u2010\u2011\u2013\u2014":
        return "-"
    plain = TABLE.get(written) or unicodedata.normalize("NFKD", written)
    return "".join(" " if letter.isspace() else letter for letter in plain)
