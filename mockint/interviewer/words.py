"""Words as the interviewer compares them: stems, words that carry nothing, and words that mean the same in this trade."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")

_EMPTY: Final = frozenset(
    """
    a about actually all also an and any anything are as ask asked at be been being but by can cannot case cases clarify
    could course did do does doing done each either else etc ever exactly expect expected for from get gets go going got
    had handle handled happen happens has have having he her hey hi hello how i if in into is it its itself just kind
    know let like lot make may maybe me mean means might more much must my need no not now of off ok okay on one ones
    only or other our out over please possible question quick really say see shall she should so some something sort
    still such suppose sure take tell than thank thanks that the their them then there these they thing things think
    this those to too treat treated up us use used using very want wanted was way we well were what when where whether
    which while who whole why will with wonder would yes yet you your
    """.split()  # noqa: SIM905 - a column of words reads better than a list of strings
)

_PHRASES: Final = (
    (re.compile(r"\btime[ -]to[ -]live\b|\btime-outs?\b"), " ttl "),
    (re.compile(r"\bstandard library\b|\bstd ?lib\b"), " library "),
    (re.compile(r"\bmore than once\b|\bseveral times in\b|\bmultiple times in\b"), " twice "),
    (re.compile(r"\btie[ -]?break(?:er|ing|s)?\b"), " tie "),
    (re.compile(r"\bnon[ -]?decreasing\b|\bmonoton\w*\b"), " backwards "),
    (re.compile(r"\bmulti[ -]?thread\w*\b"), " thread "),
    (re.compile(r"\bwhite[ -]space\b"), " whitespace "),
    (re.compile(r"\bline[ -]?(?:ending|break|feed|terminator)s?\b|\bcrlf\b|\\r|\\n"), " newline "),
    (re.compile(r"\bin[ -]place\b"), " mutate "),
    (re.compile(r"\b(?:how|what) (?:large|big|long)\b|\bhow many\b"), " howmany "),
    (re.compile(r"\bone[ -]based\b|\bzero[ -]based\b|\b(?:one|zero|1|0)[ -]indexed\b"), " offsetbase position "),
    (re.compile(r"\bup ?front\b|\bat (?:first|the start|the beginning)\b"), " initial "),
    (re.compile(r"\bleft ?overs?\b|\brest\b|\btail\b"), " remainder "),
    (re.compile(r"\butf[ -]?8\b"), " unicode "),
    (re.compile(r"\bneeds\b"), " dependency "),
    (re.compile(r"2\^"), " two power "),
    (re.compile(r"\bhow (?:fast|soon|quick|quickly)\b|\bresponse times?\b"), " latency "),
    (re.compile(r"\bsign(?:s|ed)?[ -]off\b"), " approve "),
    (re.compile(r"\b(?:sign|log)(?:ed|s)?[ -]?in\b"), " identity "),
    (re.compile(r"\bfollow[ -]?ups?\b|\bmulti[ -]turn\b"), " conversation "),
    (re.compile(r"\broll(?:ed|s)?[ -]back\b|\b(?:take|taken|go|going) back\b"), " undo "),
    (re.compile(r"\bsizes\b"), " scale "),
)
"""Phrases that are one idea; each is put in its single word before words are taken apart."""

_SAME: Final = """
duplicate duplicates duplicated repeat repeats repeated repetition twice unique dedupe dedup deduplicate
  distinct
tie ties tied
equal equals same identical equally
large big scale huge bound bounds bounded constraint constraints performance performant efficient efficiency
  complexity limits runtime efficiently scalability
round rounded rounding precision precise exact exactness decimal decimals tolerance epsilon float floats
  floating accuracy accurate
thread threads threaded concurrency concurrent concurrently lock locks locking synchronize synchronization
  parallel race mutex async simultaneous simultaneously coroutine
empty blank blanks
zero 0
one 1
two 2
backwards backward jump jumps skew earlier rewind rewound decrease decreasing behind
clock time timestamp timestamps
expire expires expired expiry expiration ttl deadline lifetime life lifespan stale outdated
remove removes removed removal delete deleted drop dropped discard discarded purge purged evict evicted
  eviction cleanup clean prune forget garbage
library libraries import imports module modules package packages numpy pandas scipy sklearn
initial initially start starts begin begins beginning starting
validate validated validation check checked checking verify sanitize guard defensive
invalid malformed broken corrupt corrupted illegal bad
raise raises raised exception exceptions error errors throw throws valueerror
cycle cycles cyclic circular acyclic circle circles loop loops
retry retries retried attempt attempts rerun
fail fails failed failing failure failures
refuse refused refusal deny denied reject rejected rejection decline declined
ungraded unjudged unlabelled unlabeled unrated unannotated
missing absent lack lacks lacking omitted
mutate mutated mutating modify modified modifying change changed alter altered untouched unchanged mutation
  edit edited edits editing
return returned returns output outputs result results emit emitted report reported dispatch dispatched produce
merge merged merging join joined combine combined concatenate packed
order ordered ordering sort sorted sorting
document documents doc docs article articles
rank ranks position positions place places
read reading access accessed lookup
put overwrite overwriting overwritten update updated updating insert
unknown nonexistent undefined exist exists existing
inclusive exclusive boundary boundaries
log logarithm logarithmic logging logged
unicode encoding encoded encode decode decoded decoding
specification spec standard whatwg w3c rfc browser browsers eventsource compliant compliance official
flush close closes closed closing eof
dependency dependencies depend depends prerequisite prerequisites predecessor predecessors parent parents
character characters char chars
word words term terms
recent recency recently mru lru
restart reset refresh refreshed renew extend extended extends prolong sliding slide
full filled fill
partial partially fraction fractions fractional
negative minus
formula equation definition defined
mean average averaged averages
none null nil
whitespace space spaces
upper lower lowercase uppercase casing capitalization
worker workers slot slots
type types kind kinds
delimiter delimiters separator separators separate separates
incomplete unfinished unterminated
end ends ended ending finish finishes finished
latency fast slow quickly soon delay delayed p95 p99 speed overhead
traffic load volume throughput peak peaks qps
quadratic linear constant
cost costs price prices priced budget budgets spend spent spending money expensive cheap bill margin dollars
  euro euros
evaluate evaluation evaluated eval evals
label labels labelled labeled annotated annotation annotators
permission permissions role roles acl authorization authorized entitled privileges
identity identify authenticate authentication login sso credentials
language languages multilingual english german french translate translated
fraud fraudulent abuse cheat scam trick
approve approves approval approved
success successful goal goals metric metrics kpi
timeline launch schedule milestone
retention retain stored audit auditor
privacy private personal pii gdpr residency sensitive compliance confidential
cache caching cached
fallback failover
provider providers vendor vendors
model models llm llms
photo photos image images picture attachment attachments
undo undone reverse reversed revert rollback
harm hurt danger dangerous damage safety risk risks risky severe severity
override bypass overrule emergency hotfix
stream streaming streamed
conversation multiturn chat chats dialogue turns
user users customer customers reader readers
ticket tickets
skip skipped ignore ignored exclude excluded
several multiple many
compare compared comparison
alphabetical alphabetically lexicographic lexicographically
punctuation hyphen hyphens underscore underscores symbol symbols
percent share proportion ratio
often frequency frequently frequent
pin pinned
website web html
team teams
id ids identifier identifiers
availability uptime sla reliable reliability outage outages
"""
"""Words that mean the same in this trade: a group each, a line that is set in goes on with the one above."""

_SUFFIXES: Final = (("ies", "y"), ("ing", ""), ("edly", ""), ("ed", ""), ("ly", ""), ("es", "e"), ("s", ""))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, so that forms of one word are alike; not meant to be read."""
    if len(word) < 4 or not word.isalpha():
        return word
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith(("ss", "us", "is")):
            word = word.removesuffix(suffix) + instead
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


_MEANING: Final = {
    stem(word): f"={group.split()[0]}"
    for group in _SAME.replace("\n  ", " ").strip().splitlines()
    for word in group.split()
}


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, in order."""
    return tuple(_WORD.findall(text.lower().replace("’", "'")))  # noqa: RUF001 - as people's keyboards write it


def content_stems(text: str) -> tuple[str, ...]:
    """Stems of the words that carry something, in order."""
    return tuple(stem(word) for word in words(text) if word not in _EMPTY)


def meanings(text: str) -> tuple[str, ...]:
    """What a sentence is about: stems, with words that mean the same made one."""
    text = text.lower()
    for pattern, instead in _PHRASES:
        text = pattern.sub(instead, text)
    return tuple(_MEANING.get(each, each) for each in content_stems(text))


def is_of_the_trade(meaning: str) -> bool:
    """Whether a meaning is one of the trade's own terms (`meanings` marks them), rather than any other word."""
    return meaning.startswith("=")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, trimmed, without empty ones."""
    return tuple(part.strip() for part in _SENTENCE.split(text) if part.strip())


def runs(stems: Iterable[str], length: int) -> frozenset[tuple[str, ...]]:
    """Every run of so many neighbouring stems."""
    row = tuple(stems)
    return frozenset(row[at : at + length] for at in range(len(row) - length + 1))
