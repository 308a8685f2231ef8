"""What a defence can ask about, as its author wrote it: for each topic the question by what was seen, and the whys that follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Name = Literal["choice", "hot_spot", "tests", "evaluation", "errors", "logging", "deployment", "readme", "limits"]


class Why(NamedTuple):
    """A follow-up: asked while what speaks for its criterion is still missing in the answer."""

    criterion: str
    text: str


class Topic(NamedTuple):
    """One thing that is asked about.

    Attributes:
        title: What it is called.
        seen: The question where the repository shows something of it.
        lacks: The question where nothing was found.
        criteria: What it gives a chance to show, with their weights; they are scaled to 100.
        whys: The follow-ups, the first of equals first.
    """

    title: str
    seen: str
    lacks: str
    criteria: Mapping[str, float]
    whys: tuple[Why, ...]


TOPICS: Final[Mapping[Name, Topic]] = {
    "choice": Topic(
        "The choice that shaped it",
        "What is it for, and which one choice (data, model, store, interface) shaped everything else here? Why that one, and against what?",
        "What is it for, and which one choice (data, model, store, interface) shaped everything else here? Why that one, and against what?",
        {"decisions": 50, "depth": 35, "honest_limits": 15},
        (
            Why("decisions", "Which other way did you turn down, and what spoke for it?"),
            Why("depth", "Why does that reason hold for this task, and where would it stop to hold?"),
            Why("depth", "What would you look up or measure before you made that choice a second time?"),
            Why("honest_limits", "What did this choice cost you that a user can notice?"),
        ),
    ),
    "hot_spot": Topic(
        "A piece of code, line by line",
        "This is the function with the most branches that was found. Why does it look like this? Say what each of its ways is for, and what breaks if one goes.",
        "Which function would a new colleague break first? Say what it does, why it looks as it does, and how you would know that it broke.",
        {"decisions": 30, "engineering": 35, "depth": 35},
        (
            Why("engineering", "Which test goes red if one of these ways is taken out?"),
            Why("depth", "Why is this one function and not several, and what would the split cost?"),
            Why("decisions", "How else might it have been written, and why was that worse here?"),
            Why("depth", "Which input takes the way that you are least sure of?"),
        ),
    ),
    "tests": Topic(
        "Tests",
        "Which of these tests would you keep if you could keep only three, and which fault does each of them catch?",
        "No test was found. How do you know that it works, and which three tests would you write first?",
        {"evidence_of_working": 45, "engineering": 25, "depth": 30},
        (
            Why("evidence_of_working", "Which fault would still get past them, and how would you hear of it?"),
            Why("depth", "Why are those three worth more than the next three?"),
            Why("engineering", "How does a stranger run them, and what has to be there before that works?"),
            Why("depth", "What would have to change before you trusted them for a release?"),
        ),
    ),
    "evaluation": Topic(
        "How well it works",
        "How good is it, on how many cases, and who made them? Say what this figure or set can show and what it cannot.",
        "No figure with its set of cases was found. How good is it, and how would you measure that in one day?",
        {"evidence_of_working": 50, "depth": 30, "honest_limits": 20},
        (
            Why("evidence_of_working", "What does the simplest baseline reach on the same cases?"),
            Why("depth", "How large a difference could that many cases show at all?"),
            Why("honest_limits", "Which case does it get wrong, and why that one?"),
            Why("depth", "Why this metric, and what would somebody game who only wanted to raise it?"),
        ),
    ),
    "errors": Topic(
        "When something fails",
        "What happens here when the call or the data behind these lines fails? Say what the user sees, what is kept, and why it is handled like this.",
        "No time-out and no retry was found. What happens when the model, the network or the store is slow or gone?",
        {"engineering": 45, "decisions": 25, "depth": 30},
        (
            Why("engineering", "How long does somebody wait at most, and where is that bound set?"),
            Why("depth", "Which failure looks like success from outside?"),
            Why("decisions", "Why is it handled in this place, and not one level higher or lower?"),
            Why("depth", "Is it safe to do twice, and how do you know?"),
        ),
    ),
    "logging": Topic(
        "Finding out what happened",
        "A user says that yesterday's answer was wrong. What do these lines leave behind, and how do you get from there to the cause?",
        "A user says that yesterday's answer was wrong. No logger and no trace was found: how do you get to the cause?",
        {"engineering": 60, "depth": 40},
        (
            Why("engineering", "Which parts of one conversation do you need in order to play it again?"),
            Why("depth", "Which of that may nobody store, and for how long may the rest stay?"),
            Why("depth", "How do you tell a bad answer from a failed one without reading each of them?"),
        ),
    ),
    "deployment": Topic(
        "From here to a user",
        "How does this get from the repository to a user, and what could differ between your machine and theirs?",
        "No container, CI or lock of versions was found. How does this get to a user, and what differs on their machine?",
        {"engineering": 50, "decisions": 20, "depth": 30},
        (
            Why("engineering", "How do you take a bad release back, and how long does that take?"),
            Why("decisions", "What did you leave out on purpose, and when would you need it?"),
            Why("depth", "What breaks first with a hundred times the users, and how would you notice?"),
        ),
    ),
    "readme": Topic(
        "The first minute of a reader",
        "Somebody has sixty seconds for the README. What should they know after it, what do they learn now, and why is the rest later?",
        "No README was found. What should somebody know after sixty seconds, and what of that would you write first?",
        {"engineering": 55, "honest_limits": 25, "depth": 20},
        (
            Why("engineering", "Which command would a stranger type first, and what could go wrong with it?"),
            Why("honest_limits", "Which sentence of it is the least sure, and how would you back it?"),
            Why("depth", "Who is that reader, and why them?"),
        ),
    ),
    "limits": Topic(
        "What it does not do",
        "What is the weakest point that is not written here, how much does it matter, and for whom is this not to be used?",
        "No limit is named in the documents. What is the weakest point, how much does it matter, and for whom is this not to be used?",
        {"honest_limits": 65, "depth": 35},
        (
            Why("honest_limits", "How large is the effect of that, in a number or an honest guess?"),
            Why("depth", "Why did you leave it, and what would you do about it first?"),
            Why("honest_limits", "What here was taken from elsewhere or made with help, and how did you check it?"),
        ),
    ),
}
"""In the order in which they are asked."""


class Point(NamedTuple):
    """Something that a good answer says, whatever it is asked about; see `mockint.domain.question.EvidencePoint`."""

    criterion: str
    level: Literal[1, 2, 3, 4]
    says: str
    ways: tuple[str, ...]
    terms: tuple[str, ...]


POINTS: Final = (
    Point("decisions", 2, "Names what was chosen.",
          ("We chose this one.", "I used that library.", "I decided to do it this way.", "I took the simple one."),
          ("chose", "chosen", "decided", "decision", "i used", "we used", "i took", "picked", "went with")),
    Point("decisions", 3, "Gives a reason that comes from the task or from something tried.",
          ("Because the data is small.", "The brief asked for it.", "I tried both and this was faster.", "Since users ask in two languages."),
          ("because", "since", "the task", "the brief", "requirement", "i tried", "was faster", "so that", "needed")),
    Point("decisions", 3, "Names another way that was turned down.",
          ("The alternative was a database.", "Instead of a framework.", "I thought of using an agent.", "Rather than fine-tuning."),
          ("alternative", "instead of", "rather than", "other option", "other way", "turned down", "against", "could have", "considered", "first had")),
    Point("decisions", 4, "Says what would have to change for the other way to be better.",
          ("With ten times the documents I would switch.", "If it had to be live I'd do it differently.", "Beyond a thousand users this is wrong.", "As soon as there are writes."),
          ("would switch", "i'd switch", "would change", "if it had", "as soon as", "beyond", "from then on", "times the", "i would move", "no longer", "differently")),
    Point("evidence_of_working", 2, "Says that it was tried.",
          ("I ran it on a few examples.", "I tested it by hand.", "There are unit tests.", "It works in the demo."),
          ("ran it", "tried", "tested", "unit test", "unit tests", "demo", "by hand", "examples", "tests")),
    Point("evidence_of_working", 3, "Names the fault that a test or a case would catch.",
          ("It fails when the offset is wrong.", "That test goes red if the filter comes late.", "Catches an empty reply.", "It found a wrong date once."),
          ("catches", "caught", "fails when", "fails if", "goes red", "would fail", "breaks if", "found a", "regression", "would notice")),
    Point("evidence_of_working", 3, "Names a measure with the number of cases.",
          ("Recall is 0.8 on 60 questions.", "41 of 50 cases are right.", "Accuracy over 120 labelled invoices.", "Measured on a set of 80."),
          ("of 50", "cases", "questions", "labelled", "labeled", "recall", "accuracy", "precision", "out of", "metric", "golden set", "test set", "per cent")),
    Point("evidence_of_working", 3, "Has hard cases, and such that must be refused.",
          ("Ten of them have no answer.", "It must say that it does not know.", "I added cases that contradict.", "Edge cases from real users."),
          ("no answer", "unanswerable", "refuse", "refused", "abstain", "does not know", "hard cases", "edge case", "edge cases", "adversarial")),
    Point("evidence_of_working", 4, "Sets a baseline or an earlier version beside it, case by case.",
          ("Keyword search alone reaches 0.6.", "The version before got 38.", "I compare both runs case by case.", "A baseline without the model."),
          ("baseline", "version before", "case by case", "compared", "compare", "keyword search", "without the model", "ablation", "side by side")),
    Point("evidence_of_working", 4, "Says what a set of this size cannot show.",
          ("With 50 cases five points are noise.", "The interval is ten points wide.", "It says nothing about other languages.", "Too few to see a small gain."),
          ("noise", "interval", "too few", "too small", "cannot show", "can't show", "says nothing about", "bootstrap", "uncertainty", "significant")),
    Point("engineering", 2, "Says what is there.",
          ("There is a module for that.", "It is in the config.", "It runs in Docker.", "The code is in one file."),
          ("module", "config", "docker", "file", "script", "function", "class", "readme", "log", "logs")),
    Point("engineering", 3, "Says what bounds a call: a time-out, a number of tries, a limit.",
          ("The call ends after 20 seconds.", "Three tries with a pause.", "There is a cap on tokens.", "It gives up after a minute."),
          ("timeout", "time-out", "seconds", "retry", "retries", "tries", "cap", "limit", "gives up", "backoff", "bound")),
    Point("engineering", 3, "Says how a stranger runs or checks it, with the command.",
          ("One command installs and tests.", "pytest runs without a key.", "make test in a fresh clone.", "CI runs it on each push."),
          ("command", "pytest", "make", "ci", "fresh clone", "pip install", "docker run", "each push", "uv run", "install")),
    Point("engineering", 3, "Says what is kept or shown when something fails.",
          ("The error is logged with the request id.", "The user sees a sentence and can try again.", "It is stored before the call.", "The failed item goes to a queue."),
          ("logged", "request id", "user sees", "error message", "queue", "stored before", "kept", "is raised", "trace", "alert", "status")),
    Point("engineering", 4, "Says how it is undone or taken over by others.",
          ("I set the tag back, it takes a minute.", "The old index stays until the new one is checked.", "A flag turns it off.", "A colleague runs it from the notes."),
          ("roll back", "rolled back", "rollback", "set back", "flag", "old version", "old index", "undo", "runbook", "take over", "takes over", "revert")),
    Point("depth", 2, "Answers the first question about an own part.",
          ("It splits the text by headings.", "That function merges the two lists.", "It asks the model once.", "The index holds the chunks."),
          ("it splits", "merges", "asks the", "holds", "returns", "reads", "calls", "computes", "it does", "works by", "stores")),
    Point("depth", 3, "Explains how it works down to a structure, a parameter or a prompt.",
          ("A dictionary by id, so a second one replaces it.", "Overlap is 50 tokens since sentences are cut else.", "The prompt asks for the quote first.", "Scores are added by rank with k of 60."),
          ("dictionary", "parameter", "tokens", "prompt", "sorted", "index", "overlap", "threshold", "temperature", "list", "set to", "order", "schema")),
    Point("depth", 3, "Says what one would look up or measure to know.",
          ("I would time it with a thousand.", "I don't know, I'd count how often it happens.", "The log would tell.", "I would try both on the same cases."),
          ("would measure", "i'd measure", "would time", "i'd count", "would count", "look up", "would try", "would check", "i'd check", "profile")),
    Point("depth", 4, "Thinks a change of scale or an objection through to where it breaks.",
          ("At a million rows the scan takes a minute.", "Ten times the load and the lock is the first to go.", "You're right, two writers would lose one.", "Then memory is full at about 4 GB."),
          ("at a million", "times the", "would break", "breaks at", "first to go", "memory", "two writers", "scale", "bottleneck", "too slow", "granted")),
    Point("depth", 4, "Says where the own knowledge ends.",
          ("I don't know why that value works.", "That part I took over and never took apart.", "I'm not sure about the second case.", "Here I would be guessing."),
          ("don't know", "do not know", "not sure", "guessing", "never measured", "no idea", "i am unsure", "haven't checked", "didn't check", "not tested")),
    Point("honest_limits", 2, "Says that something is missing.",
          ("It could be improved.", "There is no user interface.", "It isn't ready for production.", "I had no time for that."),
          ("missing", "could be improved", "no time", "not ready", "isn't ready", "not yet", "todo", "there is no", "lacks")),
    Point("honest_limits", 3, "Names something that does not work, with an example.",
          ("Tables in scans come out empty.", "It answers in English when asked in French.", "For instance long invoices lose their last line.", "Two dates in a sentence confuse it."),
          ("does not work", "doesn't work", "for instance", "for example", "wrong when", "confuse", "confuses", "comes out", "loses", "gets wrong", "breaks on", "fails on")),
    Point("honest_limits", 3, "Says what was taken from elsewhere or made with help.",
          ("The parser is from a tutorial.", "A model wrote the first version and I checked it.", "I copied the prompt and changed it.", "The labels are a colleague's."),
          ("taken from", "tutorial", "copied", "wrote the first", "generated", "assistant", "with help", "colleague", "template", "library does")),
    Point("honest_limits", 4, "Says how large the effect is, in a figure or an honest guess.",
          ("That is about one question in ten.", "I guess five per cent of the files.", "It cost us two days a month.", "Seven of fifty cases."),
          ("one in", "in ten", "per cent", "percent", "about a", "i guess", "i'd guess", "roughly", "of fifty", "half of", "a third")),
    Point("honest_limits", 4, "Says when one should not use it.",
          ("Do not use it for medical answers.", "Not for more than one tenant.", "If a wrong answer costs money, use something else.", "I would not give it to the public."),
          ("do not use", "don't use", "should not use", "not for", "would not give", "wouldn't use", "not meant for", "unsuitable", "only for")),
)  # fmt: skip
"""They do not know the repository: that an answer is true is for a reader to say, who has it before them."""
