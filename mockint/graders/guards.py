"""What is noticed about an answer before anyone grades it: nothing to judge, or words meant for the grader.

Every threshold below is a share that real answers keep away from by a factor of about two; `tests` measure it on all the
samples of the bank. A guard that decides takes the place of a grader, so in doubt a mark is only told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from mockint.domain.question import Question
from mockint.domain.reading import Document, Reading
from mockint.graders.base import Mark
from mockint.graders.instructions import instructions
from mockint.graders.text import FUNCTION_WORDS, Sentence, sentences, stem, stems, words

SHINGLE = 4
"""Words in a row that count as copied."""
COPIED_SHARE = 0.6
OWN_WORDS = 60
"""Words of one's own from which on a copied question does not decide."""
LEAST_WORDS = 5
KNOWN_SHARE = 0.3
"""Share of the subject's words that the question's texts know, under which an answer is about something else."""
ENGLISH_SHARE = 0.2
"""Share of function words that running English text has at least."""
LIST_SHARE = 0.13
"""Share of function words under which a long sentence is a row of key words."""
REPEATED_SHARE = 0.25
PAIRS_SHARE = 0.72
"""Share of common letter pairs that words of a European language have at least."""

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

_Kind = Literal["empty", "off_topic", "gibberish", "copied", "instruction", "stuffed", "nothing_said"]

_SENTENCES: dict[_Kind, str] = {
    "empty": "There is no answer in words.",
    "nothing_said": "The answer says only that there is none.",
    "gibberish": "The answer is not made of words of a language.",
    "copied": "Most of the answer is the question's own text.",
    "off_topic": "The answer shares next to no words with the question: it is about something else.",
    "stuffed": "Key words stand in rows or again and again, without sentences that explain them.",
}


class Subject(NamedTuple):
    """What a question speaks of.

    Attributes:
        told: Texts that the candidate was shown or told; copying them shows nothing.
        known: Stems of the subject in all of the question's texts.
        shingles: Runs of `SHINGLE` words in `told`.
    """

    told: tuple[str, ...]
    known: frozenset[str]
    shingles: frozenset[tuple[str, ...]]

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
        return cls(told, frozenset(known), frozenset(s for text in told for s in _shingles(words(text))))


def told_texts(question: Question) -> tuple[str, ...]:
    """All that the candidate was shown or told before the debrief."""
    levels = question.coding.levels if question.coding is not None else ()
    return (
        question.header.title,
        question.prompt,
        *(level.prompt for level in levels),
        *question.hints,
        *(text for fact in question.facts for text in (*fact.asks, fact.answer)),
        *(probe.text for probe in question.probes),
        *((question.curveball.text,) if question.curveball is not None else ()),
    )


def marks(reading: Reading) -> tuple[Mark, ...]:
    """Everything that is noticed about an answer.

    A mark on the prose decides only where no code was handed in: code can be judged although nothing was said of it.
    """
    noticed = _all_instructions(reading.documents)
    prose = without_instructions(reading.prose(), noticed)
    kind, decides = _nothing_to_judge(prose, reading.question)
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
    """The text without the sentences that speak to the grader; they earn nothing and hide nothing."""
    for mark in sorted(noticed, key=lambda mark: -len(mark.quote)):
        if mark.kind == "instruction" and mark.quote:
            text = text.replace(mark.quote, "\n\n")
    return text


def own_words(text: str, subject: Subject) -> tuple[int, int]:
    """How many words of a text stand in a run copied from the question, and how many do not."""
    said = words(text)
    copied = [False] * len(said)
    for at, run in enumerate(_shingles(said)):
        if run in subject.shingles:
            copied[at : at + SHINGLE] = [True] * SHINGLE
    count = sum(copied)
    return count, len(said) - count


def _all_instructions(documents: Iterable[Document]) -> tuple[Mark, ...]:
    found: dict[str, Mark] = {}
    for document in documents:
        parts = document.text.splitlines() if document.is_code else (document.text,)
        for part in parts:
            for place in instructions(part):
                sentence = f"A sentence {place.kind}: it is addressed to the grader and has no effect."
                found.setdefault(place.quote, Mark(kind="instruction", sentence=sentence, quote=place.quote))
    return tuple(found.values())


def _nothing_to_judge(prose: str, question: Question) -> tuple[_Kind | None, bool]:
    said = words(prose)
    if not any(len(word) > 1 for word in said):
        return "empty", True
    if len(said) <= 25 and _NOTHING.match(prose.strip()):
        return "nothing_said", True
    if _is_gibberish(said):
        return "gibberish", True
    subject = Subject.of(question)
    copied, own = own_words(prose, subject)
    if copied > COPIED_SHARE * len(said):
        return "copied", own < OWN_WORDS
    return _off_topic(said, subject)


def _off_topic(said: Sequence[str], subject: Subject) -> tuple[_Kind | None, bool]:
    content = [stem(word) for word in said if word not in FUNCTION_WORDS and not word[0].isdigit()]
    if len(said) < LEAST_WORDS or not content:
        return None, False
    known = Counter(word in subject.known for word in set(content))
    if known[True] >= KNOWN_SHARE * len(set(content)):
        return None, False
    is_english = sum(word in FUNCTION_WORDS for word in said) >= ENGLISH_SHARE * len(said)
    return "off_topic", is_english


def _is_gibberish(said: Sequence[str]) -> bool:
    """Whether the letters do not make words, or a few words are all there is again and again."""
    if len(said) >= 12 and len(set(said)) <= max(3, len(said) // 12):
        return len(said) < 60 or len(set(said)) <= 6
    letters = [word for word in said if word.isascii() and word.isalpha() and len(word) > 2]
    if len(letters) < 3:
        return len(said) >= 3 and not any(word.isalpha() for word in said)
    pairs = [word[at : at + 2] for word in letters for at in range(len(word) - 1)]
    return sum(pair in _COMMON_PAIRS for pair in pairs) < PAIRS_SHARE * len(pairs)


def _stuffed(prose: str) -> str:
    """The first place where key words are piled up, if these make up a good part of the prose; else nothing."""
    spoken = [sentence for sentence in sentences(prose) if not (sentence.is_code or sentence.is_list)]
    total, piled, first = 0, 0, ""
    for sentence in spoken:
        said = words(sentence.text)
        total += len(said)
        if _is_row(sentence, said):
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


def _is_row(sentence: Sentence, said: Sequence[str]) -> bool:
    if len(said) < 10 or any(sign in sentence.text for sign in ("=", "`", "->", "\u2192")):
        return False
    return sum(word in FUNCTION_WORDS for word in said) < LIST_SHARE * len(said)


def _shingles(said: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(said[at : at + SHINGLE]) for at in range(len(said) - SHINGLE + 1)]
