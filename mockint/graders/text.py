"""How a text is cut into sentences and words for grading: plain functions, no dictionary and no model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_QUOTES_AND_DASHES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u2026": "...",
    }
)
# Letters of other scripts that look like Latin ones, as the lower-case letters in code point order.
_LOOKALIKES = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u04bb\u0501\u051b\u051d"
    "\u03b1\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u0131\u0251\u0261\u0578\u057d",
    "abekmhopctyxsijhdqw" + "aeikvoptuxiagnu",
)
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_TAG_LETTERS = re.compile("[\U000e0020-\U000e007e]+")
_BREAK = re.compile(
    r"(?<=[.!?\u3002\uff01\uff1f])[\"')\]]*\s+|\s*\n\s*\n\s*|\n(?=\s*(?:[-*+\u2022]|\d{1,2}[.)]|#{1,6}|\||>|```)\s?)"
)
_FENCE = re.compile(r"^```.*?^```[^\n]*$|^~~~.*?^~~~[^\n]*$", re.MULTILINE | re.DOTALL)
_SHORT_LINE = 48
_LONG_SENTENCE = 60
_WORD = re.compile(r"[a-z0-9]+(?:['.][a-z0-9]+)*|[^\W\d_]+")

FUNCTION_WORDS = frozenset(
    """a about above after again all also although always am an and another any anything are around as at away back be
    because been before being below both but by can cannot could did do does doing done down each either else even ever
    every everything few for from further get gets got had has have having he her here hers him his how however i if in
    instead into is it its itself just least less let like made make makes many may me might mine more most much must my
    myself neither never no none nor not nothing now of off often on once one only onto or other others our out over own
    per rather same she should since so some something still such than that the their them then there these they thing
    things this those though through thus to too under until up upon us very was way we well were what when where
    whether which while who whole whose why will with within without would yet you your i'm i'd i've i'll it's we'd
    we've don't doesn't didn't can't isn't wasn't that's won't wouldn't couldn't""".split()  # noqa: SIM905
)
"""Words that carry a sentence and no subject; they weigh nothing when texts are compared."""

NEGATIONS = frozenset(
    """not no never none neither nor nothing without cannot can't don't doesn't didn't isn't wasn't aren't weren't won't
    wouldn't shouldn't couldn't hasn't haven't nobody hardly""".split()  # noqa: SIM905
)


COMMON_WORDS = frozenset(
    """able act add age ago air answer area ask bad base become begin behind believe best better big bit body book bring
    build building buy call came car care carry case cause center certain chance change check child choose city clean
    clear close cold come common company complete consider cost could country couple course create current cut daily dark
    day deal decide deep design different difficult direct drive early easy eat effect effort end enjoy enough
    entire evening event exact example expect experience explain face fact fall family far fast feel felt field fill final
    find fine finish first five focus follow food form found four free fresh friend front full fun future game general
    give glad go goal good great group grow half hand happen happy hard head hear help high hold home hope hour house
    huge idea image important improve include increase industry interest issue job join keep kind knew know large last
    late lead learn leave left less let life light line list listen little live long look lose lot love low main man
    manage market matter mean meet member middle mind minute miss modern moment money month morning move music name
    natural near need new next night nine normal notice number offer office old open order original page paper part
    people percent perfect perhaps person place plan play point poor position possible power prefer present pretty
    private problem process produce product public put quality question quick quiet read ready real reason recent red
    reduce regular remember rest result return rich right rise road role room run safe sale same save school sea season
    second see seem sense serious serve set seven several share short show side simple single sit six size skill
    small social solve sort sound space speak special spend spring stand start state stay step stop store story street
    strong student study style success sudden summer sun sure system table take talk task teach team tell ten test
    text thank theory think thought three throw time today together top town travel tree true try turn two type
    understand unit use usual value various view visit voice wait walk wall want warm watch water weak wear week weekend
    welcome well white wide win window winter wish wonder word work world worry write wrong year young""".split()  # noqa: SIM905
)
"""Everyday words: nearly any text holds some of them, so they say little of what it is about."""


class Sentence(NamedTuple):
    """One sentence, list item, heading or line of code.

    Attributes:
        text: As the candidate wrote it, trimmed.
        start: Offset of its first character in the text, in code points.
        is_code: Whether it stands in a fenced block.
        is_list: Whether it is an item of a list, a table's row or a heading.
    """

    text: str
    start: int
    is_code: bool = False
    is_list: bool = False


def revealed(text: str) -> str:
    """The text as NFKC, with letters hidden in Unicode tags made visible and invisible characters removed."""
    text = _TAG_LETTERS.sub(lambda found: "".join(chr(ord(letter) - 0xE0000) for letter in found[0]), text)
    return _HIDDEN.sub("", unicodedata.normalize("NFKC", text))


def plain(text: str) -> str:
    """The text as `revealed` gives it, in lower case with straight quotes and dashes."""
    if text.isascii():  # nothing hidden, nothing to fold: most texts, and three times as fast
        return text.replace("`", "'").lower()
    return revealed(text).translate(_QUOTES_AND_DASHES).casefold()


def without_accents(text: str) -> str:
    """The text without combining marks."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if unicodedata.category(sign) != "Mn"))


def latin(text: str) -> str:
    """The text, in lower case, with letters of other scripts that look like Latin ones replaced by these."""
    return text.translate(_LOOKALIKES)


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation; hyphens separate."""
    return _WORD.findall(plain(text))


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in order; wrapped lines are one sentence, list items and lines of code each their own."""
    found: list[Sentence] = []
    at = 0
    for fence in _FENCE.finditer(text):
        found += _prose(text, at, fence.start())
        found += _lines(text, fence.start(), fence.end())
        at = fence.end()
    return found + _prose(text, at, len(text))


def _lines(text: str, start: int, end: int) -> list[Sentence]:
    found = []
    for line in text[start:end].splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith(("```", "~~~")):
            found.append(Sentence(line.strip(), start + len(line) - len(line.lstrip()), is_code=True))
        start += len(line)
    return found


def _prose(text: str, start: int, end: int) -> list[Sentence]:
    found: list[Sentence] = []
    at = start
    for cut in (*(m.span() for m in _BREAK.finditer(text, start, end)), (end, end)):
        for piece, offset in _short_lines(text, at, cut[0]):
            found += _halves(piece, offset)
        at = cut[1]
    return found


def _short_lines(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Break after short lines: people who type a thought a line often leave out the full stop.

    A line counts with what stands on it before `start`: in wrapped text a sentence often begins at its line's end.
    """
    line_at = text.rfind("\n", 0, start) + 1
    at = start
    for line in text[line_at:end].splitlines(keepends=True):
        line_at += len(line)
        if line_at > at and len(line.strip()) < _SHORT_LINE:
            yield text[at:line_at], at
            at = line_at
    if at < end:
        yield text[at:end], at


def _halves(piece: str, offset: int) -> list[Sentence]:
    """One sentence, or parts of `_LONG_SENTENCE` words where someone never ends one."""
    whole = piece.strip()
    if not whole:
        return []
    offset += len(piece) - len(piece.lstrip())
    is_list = re.match(r"(?:[-*+\u2022]|\d{1,2}[.)]|#{1,6}|\|)\s?", whole) is not None
    gaps = [gap.span() for gap in re.finditer(r"\s+", whole)][_LONG_SENTENCE - 1 :: _LONG_SENTENCE]
    found, at = [], 0
    for left, right in (*gaps, (len(whole), len(whole))):
        if whole[at:left]:
            found.append(Sentence(whole[at:left], offset + at, is_list=is_list))
        at = right
    return found


_ENDINGS = (
    ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("fulness", "ful"), ("iveness", "ive"), ("ations", "ate"),
    ("ation", "ate"), ("ators", "ate"), ("ator", "ate"), ("ating", "ate"), ("ated", "ate"), ("ates", "ate"), ("ments", ""), ("ment", ""), ("nesses", ""),
    ("ness", ""), ("ities", "ity"), ("ingly", ""), ("edly", ""), ("ising", "ize"), ("izing", "ize"), ("ised", "ize"),
    ("ized", "ize"), ("iser", "ize"), ("izer", "ize"), ("ises", "ize"), ("izes", "ize"), ("ise", "ize"), ("ically", "ic"),
    ("ical", "ic"), ("ably", ""), ("able", ""), ("ible", ""), ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"),
    ("ions", ""), ("ion", ""), ("sses", "ss"), ("ers", ""), ("er", ""), ("est", ""), ("ed", ""), ("es", ""), ("ly", ""),
    ("ful", ""), ("ive", ""), ("al", ""), ("s", ""),
)  # fmt: skip
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The part of an English word that its forms share, for a word in lower case; rough on purpose.

    One ending is cut, the stem left has three letters and a vowel at least, a doubled last consonant and a last *e* or
    *y* are folded: ``rounded``, ``rounding`` and ``round`` meet, and so do ``evaluate`` and ``evaluation``.
    """
    word = word.removesuffix("'s")
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and _VOWEL.search(rest) and not word.endswith(("ss", "us", "is")):
            word = rest + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word[-1] == "y" else word


def stems(text: str) -> list[str]:
    """The stems of the words that carry a subject, in order."""
    return [stem(word) for word in words(text) if word not in FUNCTION_WORDS]
