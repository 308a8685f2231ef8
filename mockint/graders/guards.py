"""What is noticed about an answer before anyone grades it: nothing to judge, or words meant for the grader.

Every threshold below is a share that real answers keep away from by a factor of about two; `tests` measure it on all the
samples of the bank. A guard that decides takes the place of a grader, so in doubt a mark is only told.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from typing import Literal, NamedTuple

from mockint.domain.question import Question
from mockint.domain.reading import Document, Reading
from mockint.graders.base import Mark
from mockint.graders.instructions import instructions
from mockint.graders.text import COMMON_WORDS, FUNCTION_WORDS, Sentence, sentences, stem, stems, words

SHINGLE = 4
"""Words in a row that count as copied."""
COPIED_SHARE = 0.6
OWN_WORDS = 60
"""Words of one's own from which on a copied question does not decide."""
LEAST_WORDS = 5
KNOWN_SHARE, KNOWN_IN_STORY = 0.33, 0.25
"""Share of an answer's words, everyday ones apart, that the question's texts know: with less it is about another thing.

The level-1 samples of the bank, with their own text left out, come to 0.39 and more, those of stories to 0.28.
"""
FIELD_WORDS = 3
"""Different words of the field that make a story one of an engineer."""
SCRAMBLED_SHARE = 0.02
"""Share of word pairs that no sentence has (``the of``, ``to and``), from which on words are thrown together."""
SHORT = 25
"""Words under which half of that share is enough: a short answer holds few words of any subject."""
GLUE_SHARE = 0.15
"""Share of small words that sentences of any language have at least; a row of random words has fewer."""
LOOSE_WORDS, LOOSE_SHARE, LOOSE_SUM = 30, 0.3, 0.8
"""Words are thrown together where so many have so small a share of small words, and that and the share of the subject's
words that they know add up to so little. Samples and honest gold answers have 0.32 and 1.08 and more."""
ENGLISH_SHARE = 0.2
"""Share of function words that running English text has at least."""
ROW_WORDS, ROW_ITEMS = 12, 8
LIST_SHARE = 0.2
"""Share of function words under which a sentence with many commas is a row of key words."""
BARE_SHARE = 0.06
"""The same for a sentence without commas."""
REPEATED_SHARE = 0.25
UNLIKELY_SHARE = 0.2
"""Share of words of four letters and more that are unlikely in any language; in the samples it is next to none."""

_NOTHING = re.compile(
    r"^\W*(?:(?:sorry|well|honestly|hm+|so)\W+)*(?:i (?:do not|don't|dont) (?:know|have (?:an?|any) (?:answer|idea|story|example))|no idea|no answer|"
    r"n ?/ ?a|none|nothing|skip(?:ped)?|pass|todo|tbd|to do|idk|i have nothing|i (?:can't|cannot) (?:answer|say)|blank|no comment)\b",
    re.IGNORECASE,
)
_COMMON_PAIRS = frozenset(
    """th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic
    ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo
    wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry
    mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi
    da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg
    ib tl ny ki rk ys ob mm fu ph og ms ye ud mb ip ub oi rl gu dr hr cc tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz
    ok nl my gl aw ju oa eq sy sl ps jo lf nv je nk kn gs dy hy ze ks xt bs ik dd pt rp sk xi oe oy ws lv dl rf eu dg wr
    xa yi nm eb rb tm xc eh tc gy ja hn yp za gg ym sw bj lm cs ii ix xe oh lk dv lp ax ox uf dm iu sf bt ka yt ek pm ya
    gt wl rh yl hs ah yc yb rw vy""".split()  # noqa: SIM905
)

_FIELD = frozenset(
    stem(word)
    for word in """model prompt token test data user release deploy deployment production metric evaluation evaluate
    feature bug incident rollback latency pipeline dataset label score search query database server customer ticket
    code review engineer backend algorithm api log trace benchmark accuracy precision recall baseline retrieval agent
    rules classifier embedding annotation prototype repository monitoring""".split()  # noqa: SIM905
)
_ELSEWHERE = frozenset(
    """der die das den dem ein eine einen und oder ist sind ich wir nicht mit auf zu von im bei wie nach le la les un une
    des et ou est je nous ne pas que qui dans pour sur avec el los las una y es no con por para en se lo il di che non
    per con sono della het een van ik niet met op te dat o os um uma do da em""".split()  # noqa: SIM905
)
_BEFORE_NOUN = frozenset("the a an my your our their its his every".split())  # noqa: SIM905
_JOINING = frozenset("of to for with from by at into onto upon".split())  # noqa: SIM905
_NEVER_AFTER_ARTICLE = _JOINING | {
    "and",
    "or",
    "but",
    "is",
    "are",
    "was",
    "the",
    "a",
    "an",
    "be",
    "if",
    "because",
    "not",
}
_NEVER_AFTER_JOINING = frozenset("and or but of is are was were if".split())  # noqa: SIM905
_EVERYDAY = frozenset(stem(word) for word in COMMON_WORDS)

_NOTATION = re.compile(r"[=`\u2192]|->|\d")
_SEPARATOR = re.compile(r"[,;|/]|\s-\s")

_Kind = Literal["empty", "off_topic", "gibberish", "copied", "instruction", "stuffed", "nothing_said"]

_SENTENCES: dict[_Kind, str] = {
    "empty": "There is no answer in words.",
    "nothing_said": "The answer says only that there is none.",
    "gibberish": "The words of the answer do not make sentences.",
    "copied": "Most of the answer is the question's own text.",
    "off_topic": "The answer shares next to no words with the question: it is about something else, or not in English.",
    "stuffed": "Key words stand in rows or again and again, without sentences that explain them.",
}


class Subject(NamedTuple):
    """What a question speaks of.

    Attributes:
        told: Texts that the candidate was shown or told; copying them shows nothing.
        known: Stems of the subject in all of the question's texts.
        shingles: Runs of `SHINGLE` words in `told`.
        is_open: Whether the answer is a story of one's own, or about one's own work.
    """

    told: tuple[str, ...]
    known: frozenset[str]
    shingles: frozenset[tuple[str, ...]]
    is_open: bool = False

    @classmethod
    def of(cls, question: Question) -> Subject:
        """The subject of a question."""
        told = told_texts(question)
        behind = (
            question.reference_answer,
            *(text for point in question.evidence for text in (point.says, *point.ways, *point.terms)),
            *(sample.text for sample in question.samples),
        )
        known = {found for text in (*told, *behind) for found in stems(text)}
        runs = frozenset(run for text in told for run in _shingles(words(text)))
        return cls(told, frozenset(known), runs, question.header.kind in {"behavioral", "take_home"})

    def with_shown(self, texts: Iterable[str]) -> Subject:
        """The subject with further texts that anyone could copy."""
        return self._replace(shingles=self.shingles | {run for text in texts for run in _shingles(words(text))})


def told_texts(question: Question) -> tuple[str, ...]:
    """All that the candidate was shown or told before the debrief."""
    levels = question.coding.levels if question.coding is not None else ()
    return (
        question.header.title,
        question.prompt,
        *(level.prompt for level in levels),
        *question.hints,
        *(fact.answer for fact in question.facts),
        *(probe.text for probe in question.probes),
        *((question.curveball.text,) if question.curveball is not None else ()),
    )


def marks(reading: Reading, subject: Subject | None = None) -> tuple[Mark, ...]:
    """Everything that is noticed about an answer.

    A mark on the prose decides only where no code was handed in: code can be judged although nothing was said of it.

    Args:
        reading: What was handed in.
        subject: The question's, if it is there already.
    """
    noticed = _all_instructions(reading.documents)
    prose = without_instructions(reading.prose(), noticed)
    kind, decides = _nothing_to_judge(prose, subject or Subject.of(reading.question))
    has_code = any(document.is_code and words(document.text) for document in reading.documents)
    found: list[Mark] = []
    if kind is not None:
        sentence = _SENTENCES[kind]
        if noticed and kind == "empty":
            sentence = "Apart from instructions to the grader there is no answer."
        found.append(Mark(kind=kind, sentence=sentence, decides=decides and not has_code))
    elif quote := _stuffed(prose):
        found.append(Mark(kind="stuffed", sentence=_SENTENCES["stuffed"], quote=quote))
    return (*found, *noticed)


def without_instructions(text: str, noticed: Iterable[Mark]) -> str:
    """The text without the sentences that speak to the grader; they earn nothing and hide nothing.

    What is left of a paragraph that is mostly such sentences goes with them.
    """
    quotes = sorted(
        (mark.quote for mark in noticed if mark.kind == "instruction" and mark.quote), key=len, reverse=True
    )
    if not quotes:
        return text
    kept = []
    for paragraph in re.split(r"\n\s*\n", text):
        left = paragraph
        for quote in quotes:
            left = left.replace(quote, "\n\n")
        if left == paragraph or 2 * len(left.split()) > len(paragraph.split()):
            kept.append(left)
    joined = "\n\n".join(kept)
    for quote in quotes:  # one that goes over several paragraphs, as a block of JSON may
        joined = joined.replace(quote, "\n\n")
    return joined


def own_text(text: str, subject: Subject) -> str:
    """The text without what earns nothing: sentences copied from what was shown, and rows of key words."""
    parts, at = [], 0
    for sentence in sentences(text):
        copied, own = _copied(words(sentence.text), subject.shingles)
        if copied > COPIED_SHARE * (copied + own) or (is_row(sentence) and not sentence.is_list):
            parts += [text[at : sentence.start], "\n\n"]
            at = sentence.start + len(sentence.text)
    return "".join([*parts, text[at:]])


def _copied(said: Sequence[str], runs: Container[tuple[str, ...]]) -> tuple[int, int]:
    """How many words stand in a run of words that is known, and how many do not."""
    copied = [False] * len(said)
    for at, run in enumerate(_shingles(said)):
        if run in runs:
            copied[at : at + SHINGLE] = [True] * SHINGLE
    return sum(copied), len(said) - sum(copied)


def _all_instructions(documents: Iterable[Document]) -> tuple[Mark, ...]:
    found: dict[str, Mark] = {}
    for document in documents:
        parts = document.text.splitlines() if document.is_code else (document.text,)
        for part in parts:
            for place in instructions(part):
                sentence = f"A sentence {place.kind}: it is addressed to the grader and has no effect."
                found.setdefault(place.quote, Mark(kind="instruction", sentence=sentence, quote=place.quote))
    return tuple(found.values())


def _nothing_to_judge(prose: str, subject: Subject) -> tuple[_Kind | None, bool]:
    said = words(prose)
    if not any(len(word) > 1 for word in said):
        return "empty", True
    if len(said) <= 25 and _NOTHING.match(prose.strip()):
        return "nothing_said", True
    if _is_gibberish(said):
        return "gibberish", True
    copied, own = _copied(said, subject.shingles)
    if copied > COPIED_SHARE * len(said):
        return "copied", own < OWN_WORDS
    return _off_topic(said, subject)


def _off_topic(said: Sequence[str], subject: Subject) -> tuple[_Kind | None, bool]:
    content = {stem(word) for word in said if word not in FUNCTION_WORDS and not word[0].isdigit()} - _EVERYDAY
    if len(said) < LEAST_WORDS or not content:
        return None, False
    known = len(content & subject.known) / len(content)
    small = _small(said)
    if len(said) >= LOOSE_WORDS and small < LOOSE_SHARE and known + small < LOOSE_SUM:
        return "gibberish", True
    least = KNOWN_IN_STORY if subject.is_open else KNOWN_SHARE
    if known >= (least if len(said) >= SHORT else least / 2):
        return None, False
    if _glue(said) < GLUE_SHARE and len(said) >= 2 * LEAST_WORDS:
        return "gibberish", True
    is_english = sum(word in FUNCTION_WORDS for word in said) >= ENGLISH_SHARE * len(said)
    # A story of one's own may be about any product; of the field it is all the same.
    is_story = subject.is_open and len(content & _FIELD) >= FIELD_WORDS
    return "off_topic", is_english and not is_story


def _small(said: Sequence[str]) -> float:
    """The share of small words of a European language."""
    return sum(word in FUNCTION_WORDS or word in _ELSEWHERE for word in said) / len(said)


def _glue(said: Sequence[str]) -> float:
    """The share of small words that hold sentences together, in any language: known ones, or short and repeated."""
    times = Counter(said)
    return sum(
        word in FUNCTION_WORDS or word in _ELSEWHERE or (len(word) <= 4 and times[word] > 1) for word in said
    ) / len(said)


def _is_gibberish(said: Sequence[str]) -> bool:
    """Whether the letters do not make words, or a few words are all there is again and again."""
    if len(said) >= 12 and len(set(said)) <= max(3, len(said) // 12):
        return len(said) < 60 or len(set(said)) <= 6
    if len(said) >= 12 and _scrambled(said) >= max(2, SCRAMBLED_SHARE * len(said)):
        return True
    letters = [word for word in said if word.isascii() and word.isalpha() and len(word) > 3]
    if len(letters) < 3:
        return len(said) >= 3 and not any(word.isalpha() for word in said)
    return sum(map(_is_unlikely, letters)) >= UNLIKELY_SHARE * len(letters)


def _is_unlikely(word: str) -> bool:
    """Whether a word's letters follow one another as in no European language."""
    rare = sum(word[at : at + 2] not in _COMMON_PAIRS for at in range(len(word) - 1))
    return rare >= 0.34 * (len(word) - 1)


def _scrambled(said: Sequence[str]) -> int:
    """How many pairs of words there are that stand side by side in no sentence."""
    return sum(
        (first in _BEFORE_NOUN and then in _NEVER_AFTER_ARTICLE) or (first in _JOINING and then in _NEVER_AFTER_JOINING)
        for first, then in itertools.pairwise(said)
    )


def _stuffed(prose: str) -> str:
    """The first place where key words are piled up, if these make up a good part of the prose; else nothing."""
    spoken = [sentence for sentence in sentences(prose) if not (sentence.is_code or sentence.is_list)]
    total, piled, first = 0, 0, ""
    for sentence in spoken:
        said = words(sentence.text)
        total += len(said)
        if is_row(sentence):
            piled += len(said)
            first = first or sentence.text
    if total and piled >= 0.4 * total:
        return first
    content = [stem(word) for sentence in spoken for word in words(sentence.text) if word not in FUNCTION_WORDS]
    if len(content) >= 40:
        word, times = Counter(content).most_common(1)[0]
        if times > REPEATED_SHARE * len(content):
            return word
    return ""


def is_row(sentence: Sentence) -> bool:
    """Whether a sentence is a row of key words: a list in a line, or words with next to nothing between them."""
    said = words(sentence.text)
    separators = len(_SEPARATOR.findall(sentence.text))
    if separators >= ROW_ITEMS and 3 * separators >= len(said):
        return True
    if len(said) >= 4 and sum(len(word) == 1 for word in said) > 0.6 * len(said):
        return True
    if len(said) < ROW_WORDS or _NOTATION.search(sentence.text):
        return False
    between = sum(word in FUNCTION_WORDS for word in said) / len(said)
    return between < BARE_SHARE or (between < LIST_SHARE and 5 * separators >= len(said))


def _shingles(said: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(said[at : at + SHINGLE]) for at in range(len(said) - SHINGLE + 1)]
