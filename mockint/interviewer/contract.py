"""The interviewer's contract, kept by code on every turn whoever speaks: which of its rules a turn breaks."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from mockint.domain.question import Question
from mockint.interviewer.phrases import ASSUME, EVERYDAY
from mockint.interviewer.secrets import RUN, Secrets, gives_away, secrets_of, told_runs
from mockint.interviewer.turns import Moment
from mockint.interviewer.words import content_stems, meanings, runs, sentences, words

MAX_WORDS: Final = 40
MAX_QUESTIONS: Final = 1
MAX_LINES: Final = 3


class Rule(StrEnum):
    """What a turn of the interviewer must keep to."""

    SPEAKS = "speaks"
    ONE_QUESTION = "one_question"
    FORTY_WORDS = "forty_words"
    NO_PRAISE = "no_praise"
    NO_SUMMARY = "no_summary"
    NO_SOLUTION = "no_solution"
    NO_RUBRIC = "no_rubric"
    IN_ROLE = "in_role"
    PLAIN_ENGLISH = "plain_english"
    FROM_FACTS = "from_facts"


class Case(NamedTuple):
    """The parts of the contract that depend on the question alone; made once for it.

    Attributes:
        open_texts: What may be said to anybody: the prompt, the facts, the probes.
        told: Stems of these.
        told_runs: Runs of neighbouring stems of these.
        vocabulary: Words of these, of the later levels and of the hints, as they stand.
        known: Meanings that an answer to a clarifying question may be made of.
    """

    question: Question
    secrets: Secrets
    open_texts: tuple[str, ...]
    told: frozenset[str]
    told_runs: frozenset[tuple[str, ...]]
    vocabulary: frozenset[str]
    known: frozenset[str]


class Context(NamedTuple):
    """What a turn is held against.

    Attributes:
        told: Stems of everything that the candidate has seen or said, or may be told.
        told_runs: Runs of neighbouring stems of the same.
        heard: What the candidate said last.
        levels: Number of levels of the problem; 0 where there are none.
        levels_open: How many of them the candidate sees.
        clarifies: Whether the turn answers a clarifying question.
        sources: Meanings that such an answer may be made of: facts, prompt and the question asked.
    """

    case: Case
    told: frozenset[str]
    told_runs: frozenset[tuple[str, ...]]
    heard: str
    levels: int
    levels_open: int
    clarifies: bool
    sources: frozenset[str]


def case_of(question: Question) -> Case:
    """Read a question for its contract."""
    texts = [
        question.prompt,
        ASSUME,
        *EVERYDAY,
        *(text for fact in question.facts for text in (fact.answer, *fact.asks)),
    ]
    texts += [probe.text for probe in question.probes]
    secrets = secrets_of(question)
    rows = [content_stems(text) for text in texts]
    facts = " ".join(fact.answer for fact in question.facts)
    return Case(
        question,
        secrets,
        tuple(texts),
        frozenset(stem for row in rows for stem in row),
        told_runs(rows),
        frozenset(word for text in (*texts, *secrets.levels, *question.hints) for word in words(text)),
        frozenset(meanings(f"{facts} {question.prompt} {ASSUME}")),
    )


def context_at(case: Case, moment: Moment, *, heard: str = "", clarifies: bool = False) -> Context:
    """What holds at a moment.

    Args:
        case: The question.
        moment: What is open, given and said so far; the candidate's own words may be used again.
        heard: What the candidate said last, where the turn answers it.
        clarifies: Whether that was a clarifying question.
    """
    question = case.question
    shown = [*case.secrets.levels[: moment.levels_open], *question.hints[: moment.hints_given]]
    shown += [line.text for line in moment.said if line.speaker == "candidate"]
    shown += [moment.written, heard]
    if moment.curveball and question.curveball is not None:
        shown.append(question.curveball.text)
    rows = [content_stems(text) for text in dict.fromkeys(shown)]
    return Context(
        case=case,
        told=case.told.union(*rows),
        told_runs=case.told_runs | told_runs(rows),
        heard=heard,
        levels=len(case.secrets.levels),
        levels_open=moment.levels_open,
        clarifies=clarifies,
        sources=case.known.union(meanings(heard)) if clarifies else frozenset(),
    )


def broken(turn: str, context: Context) -> tuple[Rule, ...]:
    """The rules that a turn breaks, in the order of `Rule`; none if it may be said."""
    checks = {
        Rule.SPEAKS: not words(turn),
        Rule.ONE_QUESTION: _questions(turn) > MAX_QUESTIONS,
        Rule.FORTY_WORDS: len(turn.split()) > MAX_WORDS,
        Rule.NO_PRAISE: bool(_PRAISE.search(turn)),
        Rule.NO_SUMMARY: bool(_SUMMARY.search(turn)) or (not context.clarifies and _echoes(turn, context.heard)),
        Rule.NO_SOLUTION: bool(_CODE.search(turn))
        or _names_code(turn, context)
        or gives_away(turn, context.case.secrets, context.levels_open, context.told, context.told_runs),
        Rule.NO_RUBRIC: _talks_rubric(turn, context),
        Rule.IN_ROLE: bool(_OUT_OF_ROLE.search(turn)),
        Rule.PLAIN_ENGLISH: not _is_plain_english(turn),
        Rule.FROM_FACTS: context.clarifies and not _is_from(turn, context),
    }
    return tuple(rule for rule, is_broken in checks.items() if is_broken)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_PRAISE: Final = _any(
    r"\b(?:great|excellent|nice|nicely|perfect|perfectly|awesome|brilliant|fantastic|wonderful|impressive|impressed"
    r"|amazing|superb|outstanding|terrific|congratulations|congrats|bravo|kudos|clever|elegant|insightful|splendid)\b",
    r"\b(?:good|solid|smart|strong|fair|valid|fine|reasonable|sensible|sound|right|correct)\s+(?:job|work|point|question"
    r"|idea|answer|approach|thinking|start|catch|call|choice|solution|observation|instinct|reasoning|plan|thought)s?\b",
    r"^\s*(?:very |really |that's |that is )?(?:good|right|correct|exactly|absolutely|precisely|spot on|yes, exactly)"
    r"\s*[.,!;:]",
    r"\bwell (?:done|put|said|thought|spotted|explained|reasoned)\b",
    r"\b(?:that|this|it|you|you're|you are|that's|which)(?:'s|'re| is| are| were| was)?\s+(?:absolutely |exactly |quite "
    r"|very |totally |completely |perfectly )?(?:right|correct|good|smart|spot on|on the right track)\b(?! (?:after|away|now))",
    r"\b(?:on the right track|sounds good|looks good|makes sense|keep it up|you(?:'re| are) doing (?:well|fine|great|good)|way to go)\b",
    r"\bI (?:really |do |very much )?(?:like|love|appreciate|admire|agree)\b",
    r"\b(?:good|right) on you\b|👍|👏|🎉",
)

_SUMMARY: Final = _any(
    r"\b(?:to (?:summari[sz]e|recap|sum up)|in (?:summary|short|conclusion|a nutshell)|summing up|summari[sz]ing|recapping)\b",
    r"\b(?:let me|I'll|let's) (?:summari[sz]e|recap|repeat|restate|sum)\b",
    r"\b(?:so far|up to now|until now),? (?:you|we)\b|\byou(?:'ve| have) (?:so far|now) ",
    r"^\s*so,? (?:you|your (?:solution|approach|idea|plan|answer|code))\b",
    r"\b(?:so you're saying|you're saying|what you(?:'re| are) saying|if I understand|what I hear|as you (?:said|explained))\b",
    r"\byou(?:'ve| have)? (?:just )?(?:said|explained|described|mentioned|covered|outlined|told me|proposed) (?:that|how|your|the)\b",
)

_CODE: Final = _any(
    r"```|`[^`]+`", r"^\s*(?:def|class|import|from|return|for|while|if)\b.*[:(=]", r"\b\w+\([^)]*\)", r"\w+\[[^\]]*\]",
    r"[^=<>!]==?[^=].*\w|:=|->|=>", r"\blambda\b",
    r"\b(?:the|a|my|this) (?:solution|answer|trick|key idea|right approach) is (?:to|that)\b",
    r"\byou (?:should|could|can|need to|have to|must) (?:use|keep|store|sort|add|try|write|build|maintain|replace)\b",
    r"\b(?:try|consider|think (?:of|about)|how about|what about|have you considered) using\b",
)  # fmt: skip

_GRADING: Final = (
    "rubric", "rubrics", "criterion", "criteria", "score", "scores", "scored", "scoring", "scorecard", "grade", "graded",
    "grades", "grading", "grader", "rating", "ratings", "rated", "verdict", "evaluate", "evaluated", "evaluating",
    "evaluator", "hire", "hired", "hiring", "assess", "assessed", "assessing", "assessment", "anchor", "anchors", "marks", "marking", "mark",
)  # fmt: skip
_RUBRIC: Final = _any(
    r"\b(?:strong|lean|no)[ -](?:no[ -])?hire\b",
    r"\b(?:points?|marks?) (?:for|off|deducted|lost)\b|\b(?:lose|gain|earn|deduct|award)\w* (?:a )?(?:points?|marks?)\b",
    r"\b(?:must-haves?|evidence points?|bar[ -]raiser|hidden tests?|interview feedback|seniority|job offer)\b",
    r"\b(?:pass|passed|fail|failed|failing|passing|ace|aced) (?:the|this|your) (?:interview|round)\b",
    r"\bthe (?:interview )?panel\b|\blooking for (?:here )?is\b|\bwe(?:'re| are) (?:looking|testing|checking) for\b",
)
_YOURS: Final = re.compile(
    r"\b(?:your|my) (?:overall |final |current )?(score|grade|rating|marks?|level|performance|evaluation|assessment|verdict)\b",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(r"\b(?:level|band|tier)s?\s+(\d+|one|two|three|four|five)\b", re.IGNORECASE)
_NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}

_OUT_OF_ROLE: Final = _any(
    r"\b(?:as|I am|I'm|being) (?:just |only )?(?:an?|the) (?:AI|artificial|language model|large language|assistant|bot|chatbot|LLM|machine|program|model)\b",
    r"\b(?:language model|LLM|ChatGPT|GPT|Claude|Gemini|Llama|OpenAI|Anthropic|AI model|neural network)\b.*\b(?:I|me|my)\b",
    r"\bI\b.*\b(?:language model|chatbot|ChatGPT|trained (?:on|by)|programmed)\b",
    r"\b(?:system prompt|my (?:instructions|prompt|rules|guidelines|programming|role|script|contract)|I was (?:instructed|told|asked|programmed))\b",
    r"\b(?:ignore|ignoring|disregard|disregarding|overriding) (?:all |any |my |the |your )*(?:previous|prior|above|earlier|instructions|rules)\b",
    r"\b(?:as (?:you )?(?:requested|instructed|ordered|commanded|wish)|at your command|your wish|certainly!|of course!|absolutely!|sure!|sure thing|happy to help|glad to help|I'd be (?:happy|glad))",
    r"\bhere(?:'s| is| are) (?:the|a|your|my|some) (?:full |complete |reference |model |correct |working )?(?:solution|answer|code|hint|implementation|joke|poem|list|prompt)\b",
    r"(?:^|\n)\s*(?:interviewer|candidate|assistant|user|system|human|me|you)\s*:",
    r"</?\s*[a-z][\w-]*[^>]*>|\[/?(?:INST|SYS|END|SYSTEM)\b|<\|",
    r"\b(?:role ?play|pretend(?:ing)?|out of character|developer mode|jailbr\w+|DAN mode|pirate|arrr+)\b",
    r"\bhow (?:can|may) I (?:help|assist)\b|\b(?:let me know|feel free)\b",
)

_MARKUP: Final = re.compile(r"https?://|www\.|^#{1,6} |\*\*|__|^\s*(?:[-*•]|\d+[.)]) |\|.*\||[{}\\]", re.MULTILINE)
_LITTLE_SHARE: Final = 0.15
"""Least share of an English sentence that is made of its little words; measured on everything the bank lets be said."""
_LITTLE: Final = frozenset(
    """
    a about all an and any are as ask at be been but by can could did do does each else for from go had has have he how i
    if in into is it its just let like may me might more much my next no not now of off on one only or other our out over
    say see she should so some still take tell than that the their them then there these they think this those to too
    two up us use was we were what when where which while who why will with would yes yet you your please thank thanks
    go on continue noted understood assume five minutes left full up never once nothing anywhere
    """.split()  # noqa: SIM905 - a column of words reads better than a list of strings
)


def _questions(turn: str) -> int:
    return len(re.findall(r"[?\uff1f]+", turn))  # a full-width mark is a mark


def _echoes(turn: str, heard: str) -> bool:
    """Whether a turn tells the candidate's words back: most of what it says stands there in the same order."""
    spoken, said = content_stems(turn), content_stems(heard)
    shared = runs(spoken, RUN) & runs(said, RUN)
    return len(shared) >= 3 or (len(spoken) >= 6 and len(shared) * 2 >= len(spoken) - RUN + 1 > 0)


def _names_code(turn: str, context: Context) -> bool:
    """Whether a turn uses a name of the reference's code that is no word of the topic."""
    names = set(re.findall(r"[A-Za-z_]\w*_\w+|[a-z]+[A-Z]\w*", turn))
    return bool((names & context.case.secrets.code) - set(re.findall(r"\w+", " ".join(context.case.open_texts))))


def _talks_rubric(turn: str, context: Context) -> bool:
    if _RUBRIC.search(turn) or any(noun.lower() not in context.case.vocabulary for noun in _YOURS.findall(turn)):
        return True
    if any(
        _NUMBERS.get(number.lower(), 99) > context.levels and not number.isdigit() for number in _LEVEL.findall(turn)
    ):
        return True
    if any(number.isdigit() and int(number) > context.levels for number in _LEVEL.findall(turn)):
        return True
    return any(word in _GRADING and word not in context.case.vocabulary for word in words(turn))


def _is_plain_english(turn: str) -> bool:
    """English words in lines of prose: no other script or language, no markup, nothing that a screen would not show."""
    if _MARKUP.search(turn) or turn.count("\n") >= MAX_LINES:
        return False
    if any(not (char.isprintable() or char == "\n") for char in turn):
        return False
    letters = [char for char in turn if char.isalpha()]
    if sum(not char.isascii() for char in letters) > 0.05 * len(letters):
        return False
    spoken = [word for word in words(turn) if word.isalpha()]
    return len(spoken) < 8 or sum(word in _LITTLE for word in spoken) >= _LITTLE_SHARE * len(spoken)


def _is_from(turn: str, context: Context) -> bool:
    """Whether an answer to a clarifying question is made of what the interviewer knows, or says honestly to assume.

    Every number must stand in the facts, the prompt or the question, and so must most of the words.
    """
    said = meanings(turn)
    if {"assum"} <= set(said):
        said = tuple(each for each in said if each != "assum")
    numbers = {each for each in said if each[0].isdigit()}
    if not numbers <= context.sources:
        return False
    strange = sum(each not in context.sources for each in said)
    return strange <= max(2, 0.4 * len(said))


def fitting(text: str) -> str:
    """The beginning of an author's text, sentence by sentence, that keeps to the count of questions and of words."""
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if kept and (_questions(longer) > MAX_QUESTIONS or len(longer.split()) > MAX_WORDS):
            break
        kept = longer
    return kept
