"""Tells what a candidate's message is: a question about the task, talk, a plea, an order, an answer; and finds the fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from mockint.interviewer.facts import CLAUSE_THRESHOLD, FactFinder, Match
from mockint.interviewer.words import content_stems, meanings, sentences

Heard = Literal[
    "nothing", "order", "begging", "rubric", "hint", "time", "repeat", "small_talk", "question", "statement"
]


class Hearing(NamedTuple):
    """What a message is.

    Attributes:
        facts: The facts that it asks for, in the order of the asking; empty where no fact answers.
        asks: The sentence that asks; empty where none does.
    """

    heard: Heard
    facts: tuple[int, ...] = ()
    asks: str = ""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_ORDER: Final = _any(
    r"\b(?:ignore|disregard|forget|override|bypass|drop)\b.{0,40}\b(?:instruction|rule|prompt|guideline|role|previous|above|everything)",
    r"\b(?:you are|you're|act as|behave as|pretend|role ?play|become|from now on|simulate)\b.{0,30}\b(?:now|assistant|an? (?:ai|helpful|bot|pirate|model|system|friend)|different|no longer)\b",
    r"\b(?:system prompt|developer mode|jailbreak|debug mode|admin mode|sudo|print your|reveal your|your (?:instructions|prompt|rules))\b",
    r"\b(?:repeat|say|write|print|output|reply|respond|answer)\b.{0,20}\b(?:after me|the word|only with|exactly|verbatim|in (?:french|german|spanish|json|rhymes?|chinese|italian))\b",
    r"\b(?:give|grant|award|mark|rate|grade|score) me\b.{0,30}\b(?:hire|full|top|four|4|best|high|pass|maximum|credit)",
    r"\b(?:translate|write (?:me )?a (?:poem|song|joke|story)|tell me a joke|sing)\b",
    r"</?(?:system|instructions?|candidate|interviewer)|\[/?INST|<\|",
)
_SOLUTION: Final = _any(
    r"\b(?:give|show|tell|send|write|paste|share|reveal|leak|hand)\b.{0,30}\b(?:solution|answer|code|reference|algorithm|implementation|hidden tests?|test cases?)\b",
    r"\b(?:just|simply|please) (?:solve|code|implement|write|do|finish) (?:it|this|that|the)\b",
    r"\b(?:what(?:'s| is)|whats) the (?:right |correct |best |optimal |expected |full |model )?(?:solution|answer|algorithm|approach|trick)\b",
    r"\b(?:solve|code|implement|write|finish|do|fix|debug) (?:it|this|that|my code|the (?:function|class|code|problem)) for me\b",
    r"\bhow (?:do|would|should|can) (?:i|you|one) (?:solve|do|implement|approach|code) (?:it|this|that|the (?:problem|task|question))\b",
    r"\bwhich (?:data structures?|algorithms?) (?:do|should|must|would) (?:i|you|we)\b|\bwhat (?:data structure|algorithm)\b",
    r"\b(?:is|are) (?:my|this|the) (?:code|solution|answer|approach|idea)\b.{0,20}\b(?:right|correct|ok|okay|good|fine|wrong)\b",
    r"\bam i (?:right|wrong|correct|on the right track|close)\b",
)
_RUBRIC: Final = _any(
    r"\bhow am i doing\b|\bhow(?:'s| is) (?:it|this|my .{0,20}) (?:going|looking)\b|\bdid i (?:pass|fail)\b|\b(?:will|would|do) i (?:pass|get (?:the job|hired|an offer))\b",
    r"\bmy (?:score|grade|rating|performance|feedback)\b|\b(?:the|your|what|which) (?:rubric|criteria)\b|\b(?:am i|will i be|i am|i'm|be|being) (?:being )?(?:graded|evaluated|assessed|scored|judged)\b",
    r"\bwhat are you looking for\b|\b(?:would|will) you hire me\b",
)
_HINT: Final = _any(
    r"\b(?:hint|nudge|clue|pointer in the right direction)s?\b",
    r"\b(?:i am|i'm|im|completely|totally|bit|kind of|really) (?:stuck|lost|blocked)\b|\bget(?:ting)? nowhere\b",
    r"\b(?:no idea|don't know|dont know|not sure|clueless)\b.{0,20}\b(?:how|what|where) to (?:go|do|start|continue|proceed|begin)\b",
    r"\b(?:can|could|would) you (?:please )?(?:help|unblock|unstick)\b|\bi need (?:some )?help\b|\bhelp me\b",
)
_TIME: Final = _any(
    r"\bhow (?:much|many) (?:time|minutes?)\b.{0,20}\b(?:left|remain|have|got)\b|\b(?:time|minutes) (?:left|remaining)\b|\bwhat(?:'s| is) the time\b"
)
_REPEAT: Final = _any(
    r"\b(?:repeat|rephrase|say)\b.{0,15}\b(?:that|the question|your question|it|again)\b.{0,10}(?:again|please|\?|$)",
    r"^\s*(?:pardon|sorry|what|huh|come again|excuse me)\s*\?*\s*$|\bdid(?:n't| not) (?:get|catch|understand) (?:that|the question|your question)\b",
)
_SMALL_TALK: Final = _any(
    r"^\s*(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings|nice to meet you|how are you|how(?:'s| is) (?:it going|your day)|what's up)\b",
    r"^\s*(?:thanks?|thank you|thx|cheers|ok|okay|alright|all right|cool|got it|understood|great|fine|sure|sounds good|perfect|nice|yes|yep|no|nope|right|makes sense|bye|goodbye|see you)\b[\s,.!]*(?:\w+[\s,.!]*){0,3}$",
    r"\b(?:weather|weekend|your name|who are you|are you (?:a |an )?(?:human|ai|bot|robot|real|model|person)|where are you from|football|coffee)\b",
)

_ASKING_WORDS: Final = _any(
    r"^\W*(?:(?:so|and|but|or|also|ok|okay|well|um|uh|hmm|then|hey|hi|just|quick question|one question|question)[\s,:-]+)*"
    r"(?:(?:is|are|am|was|were|do|does|did|can|could|may|might|must|shall|should|will|would|has|have|had)\s+(?!not\b)\w+\s+\w+"
    r"|(?:what|whats|what's|which|who|where|why|how|hows|how's|when)\s+(?:is|are|was|do|does|did|can|could|may|must|should|will"
    r"|would|if|about|many|much|large|big|long|deep|often|exact|precise|fast|soon|happens|counts|type|kind|order|unit)\b"
    r"|whether\b|any (?:limit|constraint|guarantee|chance|rule)s?\b)",
    r"\b(?:i wonder|wondering|i'd like to know|i want to know|i was going to ask|do you know|not clear|unclear|clarify"
    r"|not sure (?:if|whether|what|how|which))\b",
    r"\b(?:i (?:will |would |'ll )?(?:assume|presume|suppose|guess|take it)|i'll assume|i'm assuming|im assuming|assuming"
    r"|presumably|my assumption)\b",
    r"(?:[,:;]| [-\u2013\u2014]+| or)\s+(?:is|are|do|does|did|can|could|may|must|should|will|would)"
    r"\s+(?:i|we|you|it|they|that|this|there|the|a|an|any|he|she|one|my|your|our)\b",
    r"\b(?:right|correct|yes|no|isn't it|doesn't it|don't they|ok|okay)\s*\?\s*$",
)
_MAYBE_ASKING: Final = _any(
    r"^\W*(?:(?:so|and|but|or|also|ok|okay|well|um|uh|hmm|then|hey|hi|just|question)[\s,:-]+)*"
    r"(?:is|are|was|do|does|did|can|could|may|must|should|will|would|has|have|what|which|who|when|where|why|how|if|any)\b",
    r"(?:[,:;]| [-\u2013\u2014]+| or| and| so)\s+(?:is|are|do|does|did|can|could|may|must|should|will|would|what|which|when|how"
    r"|why)\s+(?:i|we|you|it|they|that|this|there|the|a|an|any|do|does|is|are|many|much)\b",
)
"""How questions begin that go without a mark, and statements too: heard as a question only if something else says so."""
_CLAUSE: Final = re.compile(
    r"\s+[-\u2013\u2014]+\s+|[;:]\s+|,?\s+(?:because|since|asking because|as i|so i|so that i|i want to|i'd|i would|i'm|that'd|"
    r"otherwise|in case|thinking)\b|,\s+(?=(?:or|and|is|are|do|does|can|could|should|what|which|how|if|when|right|yes|correct)\b)",
    re.IGNORECASE,
)
_LEAST_MEANINGS: Final = 2
"""A clause with fewer meanings than this is too little to find a fact by."""


def hear(message: str, finder: FactFinder, *, answers_probe: bool = False) -> Hearing:
    """What a candidate's message is.

    A message is what its sentences are. A question that a fact answers is heard wherever it stands, and what surrounds
    it is passed over; beside a plea or an order no other question counts.

    Args:
        message: What the candidate wrote.
        finder: The question's facts.
        answers_probe: The interviewer has just asked something: what is no question to it is the answer.
    """
    parts = sentences(message)
    if not any(content_stems(part) or re.search(r"\w", part) for part in parts):
        return Hearing("nothing")
    talk = [_talk(part) for part in parts]
    asking = [part for part, kind in zip(parts, talk, strict=True) if not kind and (is_question(part) or may_ask(part))]
    found = {part: find(part, finder).fact for part in asking}
    told = tuple(dict.fromkeys(fact for fact in found.values() if fact >= 0))
    if told:
        return Hearing("question", told, next(part for part, fact in found.items() if fact == told[0]))
    asking = [part for part in asking if is_question(part) or not part.endswith(".")]
    for kind in ("order", "begging", "rubric", "hint", "time", "repeat"):
        if kind in talk:
            return Hearing(kind)
    if asking and not (answers_probe and len(asking) < len(parts) / 2):
        return Hearing("question", (), asking[-1])
    if all(talk) or (parts and talk[0] == "small_talk" and len(content_stems(message)) <= 3):
        return Hearing("small_talk")
    return Hearing("statement")


def is_question(sentence: str) -> bool:
    """Whether a sentence asks, or lays down an assumption that the interviewer may know better."""
    return sentence.rstrip(" \"')").endswith("?") or bool(_ASKING_WORDS.search(sentence))


def may_ask(sentence: str) -> bool:
    """Whether a sentence could be a question without its mark."""
    return bool(_MAYBE_ASKING.search(sentence))


def find(sentence: str, finder: FactFinder) -> Match:
    """The fact for a sentence as a whole, or else for its surest clause: people tell why they ask in the same breath."""
    whole = finder.find(sentence)
    if whole.fact >= 0:
        return whole
    clauses = (finder.find(clause, least=CLAUSE_THRESHOLD) for clause in _clauses(sentence))
    return max(clauses, key=lambda match: match.score, default=whole)


def _clauses(sentence: str) -> Sequence[str]:
    clauses = [part for part in _CLAUSE.split(sentence) if part and len(set(meanings(part))) >= _LEAST_MEANINGS]
    return clauses if len(clauses) > 1 or (clauses and clauses[0] != sentence) else ()


def _talk(sentence: str) -> Heard | Literal[""]:
    """What a sentence is that is not about the task; empty for any other."""
    kinds: tuple[tuple[Heard, re.Pattern[str]], ...] = (
        ("order", _ORDER), ("rubric", _RUBRIC), ("hint", _HINT), ("begging", _SOLUTION), ("time", _TIME),
        ("repeat", _REPEAT), ("small_talk", _SMALL_TALK),
    )  # fmt: skip
    return next((kind for kind, pattern in kinds if pattern.search(sentence)), "")
