"""Draws an access policy with planted faults among statements that only look wrong."""

import random
from typing import NamedTuple


class Slot(NamedTuple):
    """Lines of the file: as they should be, with a fault, or right but suspicious; each text with what it shows."""

    good: str
    bad: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()


OWNERS = (
    "Larkspur",
    "Quillmark",
    "Tidewater Atlas",
    "Hollowell",
    "Merlinde",
    "Ottery Rail",
    "Brackenfold",
    "Wrenhouse",
)
JOBS = ("indexer", "answerer", "summariser", "grader", "importer", "labeller", "reviewer")
MORAL = "Read each statement as a question: may exactly this role do exactly these actions on exactly these things, and under which condition? Stars in an Allow widen; stars in a Deny protect."
SLOTS = (
    Slot('{\n  "role": "<job>",\n  "statements": ['),
    Slot(
        '    {"id": "read-documents", "effect": "Allow",\n     "actions": ["store:Get"],\n     "resources": ["store/<docs>/published/*"]},',
        (
            (
                '    {"id": "read-documents", "effect": "Allow",\n!     "actions": ["store:Get", "store:Delete"],\n     "resources": ["store/<docs>/published/*"]},',
                "nothing may delete documents (point 1).",
            ),
            (
                '    {"id": "read-documents", "effect": "Allow",\n!     "actions": ["store:*"],\n     "resources": ["store/<docs>/published/*"]},',
                "all actions of the store, writing and deleting too; only reading is allowed (point 1).",
            ),
            (
                '    {"id": "read-documents", "effect": "Allow",\n     "actions": ["store:Get"],\n!     "resources": ["store/<docs>/*"]},',
                "drafts lie in the same bucket; only published documents are meant (point 1).",
            ),
            (
                '    {"id": "read-documents", "effect": "Allow",\n     "actions": ["store:Get"],\n!     "resources": ["store/*"]},',
                "that is every bucket of the company (point 1).",
            ),
        ),
    ),
    Slot(
        '    {"id": "list-documents", "effect": "Allow",\n     "actions": ["store:List"],\n     "resources": ["store/<docs>"],\n     "condition": {"StringLike": {"request.prefix": "published/*"}}},',
        (
            (
                '    {"id": "list-documents", "effect": "Allow",\n     "actions": ["store:List"],\n     "resources": ["store/<docs>"],\n!     "condition": {"StringNotLike": {"request.prefix": "published/*"}}},',
                "turned round: it lists everything but the published documents (point 1).",
            ),
        ),
        (
            (
                '    {"id": "list-documents", "effect": "Allow",\n     "actions": ["store:List"],\n!     "resources": ["store/<docs>"],\n     "condition": {"StringLike": {"request.prefix": "published/*"}}},',
                "listing is an action on the bucket itself; the condition keeps it to the published ones (point 1).",
            ),
        ),
    ),
    Slot(
        '    {"id": "write-results", "effect": "Allow",\n     "actions": ["store:Put"],\n     "resources": ["store/<results>/${role.tenant}/*"]},',
        (
            (
                '    {"id": "write-results", "effect": "Allow",\n     "actions": ["store:Put"],\n!     "resources": ["store/<results>/*"]},',
                "it writes into the folders of all tenants, not of its own alone (point 2).",
            ),
            (
                '    {"id": "write-results", "effect": "Allow",\n     "actions": ["store:Put"],\n!     "resources": ["store/<results>/${request.tenant}/*"]},',
                "whoever asks names the tenant; the role's own tenant is what counts (point 2).",
            ),
            (
                '    {"id": "write-results", "effect": "Allow",\n!     "actions": ["store:Put", "store:SetAcl"],\n     "resources": ["store/<results>/${role.tenant}/*"]},',
                "with SetAcl it may open its results to others (point 2).",
            ),
        ),
        (
            (
                '    {"id": "write-results", "effect": "Allow",\n     "actions": ["store:Put"],\n!     "resources": ["store/<results>/${role.tenant}/*"]},',
                "the variable stands for the role's own tenant, and the star for what lies in its folder (point 2).",
            ),
        ),
    ),
    Slot(
        '    {"id": "read-key", "effect": "Allow",\n     "actions": ["secrets:Read"],\n     "resources": ["secret/prod/<job>/model-key"]},',
        (
            (
                '    {"id": "read-key", "effect": "Allow",\n     "actions": ["secrets:Read"],\n!     "resources": ["secret/prod/*"]},',
                "that reads every secret of production; one is its own (point 3).",
            ),
            (
                '    {"id": "read-key", "effect": "Allow",\n!     "actions": ["secrets:Read", "secrets:Update"],\n     "resources": ["secret/prod/<job>/model-key"]},',
                "it may put in another key; it only reads (point 3).",
            ),
        ),
        (
            (
                '    {"id": "read-key", "effect": "Allow",\n     "actions": ["secrets:Read"],\n!     "resources": ["secret/prod/<job>/model-key", "secret/prod/<job>/model-key@*"]},',
                "the star stands for versions of this one secret, as the conventions say (point 3).",
            ),
        ),
    ),
    Slot(
        '    {"id": "call-model", "effect": "Allow",\n     "actions": ["models:Invoke"],\n     "resources": ["model/<model>", "model/<model>-mini"]},',
        (
            (
                '    {"id": "call-model", "effect": "Allow",\n!     "actions": ["models:*"],\n     "resources": ["model/<model>", "model/<model>-mini"]},',
                "it may also retrain and remove the model; calling is enough (point 4).",
            ),
            (
                '    {"id": "call-model", "effect": "Allow",\n!     "not_actions": ["models:Delete"],\n!     "resources": ["*"]},',
                "an Allow with not_actions permits everything else, on everything (point 4).",
            ),
        ),
        (
            (
                '    {"id": "call-model", "effect": "Allow",\n     "actions": ["models:Invoke"],\n!     "resources": ["model/<model>", "model/<model>-mini"]},',
                "the small one is allowed as well (point 4).",
            ),
        ),
    ),
    Slot(
        '    {"id": "take-jobs", "effect": "Allow",\n     "actions": ["queue:Receive", "queue:Ack"],\n     "resources": ["queue/<job>-jobs"]},',
        (
            (
                '    {"id": "take-jobs", "effect": "Allow",\n!     "actions": ["queue:Receive", "queue:Ack", "queue:Purge"],\n     "resources": ["queue/<job>-jobs"]},',
                "Purge throws all waiting jobs away; it only takes them (point 5).",
            ),
            (
                '    {"id": "take-jobs", "effect": "Allow",\n     "actions": ["queue:Receive", "queue:Ack"],\n!     "resources": ["queue/*-jobs"]},',
                "it takes the jobs of all other roles too (point 5).",
            ),
        ),
    ),
    Slot(
        '    {"id": "write-logs", "effect": "Allow",\n     "actions": ["logs:Append"],\n     "resources": ["logs/<job>/*"]},',
        (
            (
                '    {"id": "write-logs", "effect": "Allow",\n!     "actions": ["logs:Append", "logs:Delete"],\n     "resources": ["logs/<job>/*"]},',
                "who may delete logs may hide what was done (point 6).",
            ),
        ),
        (
            (
                '    {"id": "write-logs", "effect": "Allow",\n     "actions": ["logs:Append"],\n!     "resources": ["logs/<job>/*"]},',
                "appending to all of its own logs is allowed (point 6).",
            ),
        ),
    ),
    Slot(
        "",
        (
            (
                '!    {"id": "hand-on", "effect": "Allow",\n!     "actions": ["roles:Assume"],\n!     "resources": ["role/*"]},',
                "it may become any other role, and so do anything at all.",
            ),
            (
                '!    {"id": "self-service", "effect": "Allow",\n!     "actions": ["policies:Attach"],\n!     "resources": ["role/<job>"]},',
                "it may give itself new rights.",
            ),
        ),
        (
            (
                '    {"id": "no-other-role", "effect": "Deny",\n!     "actions": ["roles:*", "policies:*"],\n!     "resources": ["*"]},',
                "stars in a Deny take rights away; a deny wins over every allow.",
            ),
        ),
    ),
    Slot(
        '    {"id": "encrypted-only", "effect": "Deny",\n     "actions": ["*"],\n     "resources": ["*"],\n     "condition": {"Bool": {"request.tls": "false"}}}',
        (
            (
                '    {"id": "encrypted-only", "effect": "Deny",\n     "actions": ["*"],\n     "resources": ["*"],\n!     "condition": {"Bool": {"request.tls": "true"}}}',
                "turned round: it denies what is encrypted (point 7).",
            ),
            (
                '!    {"id": "encrypted-only", "effect": "Allow",\n!     "actions": ["*"],\n!     "resources": ["*"],\n!     "condition": {"Bool": {"request.tls": "true"}}}',
                "an Allow of everything to whoever comes encrypted; a Deny without encryption is meant (point 7).",
            ),
        ),
        (
            (
                '    {"id": "encrypted-only", "effect": "Deny",\n!     "actions": ["*"],\n!     "resources": ["*"],\n     "condition": {"Bool": {"request.tls": "false"}}}',
                "a Deny of everything that is not encrypted: here the stars protect (point 7).",
            ),
        ),
    ),
    Slot("  ]\n}"),
)


def draw(seed: int) -> dict:
    """A policy for one role of one company."""
    rng = random.Random(seed)
    owner, job = rng.choice(OWNERS), rng.choice(JOBS)
    docs, results = (
        rng.choice(("manuals", "contracts", "notes", "letters", "reports")),
        rng.choice(("answers", "indexes", "summaries", "scores")),
    )
    model = rng.choice(("kestrel-2", "heron-large", "plover-4", "avocet-3"))
    first, *statements, tls, last = SLOTS
    slots = (first, *rng.sample(statements, len(statements)), tls, last)
    prompt = (
        f"The role `{job}` at {owner} gets this policy. It may do the following and nothing else: (1) read and list the published documents of the bucket `{docs}`, where the drafts lie too; (2) write results for its own tenant into `{results}`; "
        f"(3) read its model key, `secret/prod/{job}/model-key`, the newest version or an older one; (4) call the model `{model}` or `{model}-mini`; (5) take and acknowledge jobs of `queue/{job}-jobs`; (6) append to its own logs; (7) nothing "
        "that is not encrypted.\n\nConventions: everything is denied unless a statement allows it, and a Deny wins; `*` stands for any text; `secret/x` is its newest version, `secret/x@3` a certain one; "
        "`${role.tenant}` comes from the role, `${request.tenant}` from whoever sends the request; all conditions of a statement must hold; `store:List` acts on a bucket, `store:Get`, `store:Put` and `store:Delete` on what is in it."
    )
    return _pose(
        prompt, "json", _plant(rng, slots, {"job": job, "docs": docs, "results": results, "model": model}), MORAL
    )


def _plant(
    rng: random.Random, slots: tuple[Slot, ...], names: dict[str, str]
) -> tuple[list[str], list[dict], list[dict]]:
    """The file's lines, with the places of its faults and of what only looks like one; a marked line starts with '!'."""
    faulty = rng.sample([place for place, slot in enumerate(slots) if slot.bad], rng.choice((2, 3, 3, 4)))
    calm = [place for place, slot in enumerate(slots) if slot.alike and place not in faulty]
    alike = rng.sample(calm, min(len(calm), rng.choice((1, 2, 3))))
    lines, faults, look_alikes = [], [], []
    for place, slot in enumerate(slots):
        pool = slot.bad if place in faulty else slot.alike if place in alike else ((slot.good, ""),)
        text, says = rng.choice(pool)
        for name, value in names.items():
            text, says = text.replace(f"<{name}>", value), says.replace(f"<{name}>", value)
        here = text.splitlines()
        marked = [len(lines) + at for at, line in enumerate(here, start=1) if line.startswith("!")]
        lines += [line.removeprefix("!") for line in here]
        if marked:
            (faults if place in faulty else look_alikes).append({"lines": marked, "says": says})
    return lines, faults, look_alikes


def _pose(prompt: str, fence: str, planted: tuple[list[str], list[dict], list[dict]], moral: str) -> dict:
    """The drill on a file."""
    lines, faults, look_alikes = planted
    listing = "\n".join(f"{number:>3} | {line}".rstrip() for number, line in enumerate(lines, start=1))
    wrong = [spot["lines"][0] for spot in faults]
    taken = {line for spot in (*faults, *look_alikes) for line in spot["lines"]}
    fine = [spot["lines"][0] for spot in look_alikes] + [next(number for number in range(1, 99) if number not in taken)]
    solution = "".join(f"- Line {' or '.join(map(str, spot['lines']))}: {spot['says']}\n" for spot in faults)
    if look_alikes:
        solution += "\nFine, though they may not look it:\n\n"
        solution += "".join(f"- Line {', '.join(map(str, spot['lines']))}: {spot['says']}\n" for spot in look_alikes)
    asks = "Which lines are wrong (one line for each fault is enough)"
    tries = [
        {
            "name": "each fault by its last line",
            "answers": {
                "faults": "lines "
                + " and ".join(
                    (", ".join(str(spot["lines"][-1]) for spot in faults[:-1]), str(faults[-1]["lines"][-1]))
                )
            },
            "verdict": "right",
        },
        {"name": "one fault missed", "answers": {"faults": ", ".join(map(str, wrong[1:]))}, "verdict": "nearly"},
        {"name": "what only looks wrong", "answers": {"faults": " ".join(map(str, fine))}, "verdict": "wrong"},
    ]
    return {
        "prompt": f"{prompt}\n\n```{fence}\n{listing}\n```\n\nIn two to four places something breaks a rule or cannot work. Name their lines.",
        "parts": [{"id": "faults", "asks": asks, "kind": "lines", "faults": faults, "look_alikes": look_alikes}],
        "solution": f"{solution}\n{moral}",
        "tries": tries,
    }
