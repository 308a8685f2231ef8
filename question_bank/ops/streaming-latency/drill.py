"""Draws a streamed answer, and asks when its reader sees the first words and the last."""

import itertools
import random

PLACES = (
    ("Merlinde", "a cooking assistant"),
    ("Saltmarsh Post", "an archive desk"),
    ("Osier & Lamp", "a guide for museum visitors"),
    ("Quillmark", "a contract reader"),
    ("Larkspur", "a repair coach"),
)


def draw(seed: int) -> dict:
    """A server's speeds, a prompt and one way of holding text back."""
    rng = random.Random(seed)
    drawn = _draw(rng)
    while not all(map(_apart, drawn["parts"])):
        drawn = _draw(rng)
    return drawn


def _draw(rng: random.Random) -> dict:
    company, what = rng.choice(PLACES)
    wait, prompt_tokens = rng.randrange(40, 260, 10), rng.randrange(1500, 16000, 100)
    prefill, decode, answer = (
        rng.randrange(3000, 14000, 500),
        rng.choice((25, 30, 40, 55, 70, 90)),
        rng.randrange(150, 700, 10),
    )
    held, why = rng.choice(
        ((1, ""), (24, "a check for personal data"), (40, "a check for unsafe advice"), (60, "a check of the language"))
    )
    target = rng.choice((6, 8, 10, 12, 15))
    reading = prompt_tokens / prefill
    first = wait / 1000 + reading
    shown = first + (held - 1) / decode
    done = first + (answer - 1) / decode
    longest = (target - first) * decode + 1
    if longest < 60:
        return _draw(rng)
    gate = (
        f" Before anything is shown, {why} waits for the first {held} tokens, looks at them in no time, and lets everything through as it comes."
        if held > 1
        else " Every token is shown the moment it is made."
    )
    prompt = (
        f"{company} runs {what} on its own model server. A request waits {wait} ms in a queue. Then the prompt of {prompt_tokens:,} tokens is read at "
        f"{prefill:,} tokens a second; with its last token the first token of the answer is out. Each further token comes at "
        f"{decode} tokens a second. The answer has {answer} tokens.{gate}\n\n"
        "Conventions: time starts when the request is sent; the network takes no time."
    )
    parts = [
        _number(
            "shown",
            "Time until the reader sees the first word",
            "s",
            shown,
            0.02,
            *(
                (
                    (first, "That is when the first token is made; the check holds it back."),
                    (held / decode, "That is the check's wait alone."),
                )
                if held > 1
                else ()
            ),
            (first - wait / 1000 + (held - 1) / decode, "That leaves out the queue."),
        ),
        _number(
            "done",
            "Time until the answer is complete",
            "s",
            done,
            0.02,
            (answer / decode, "That is the writing alone; queue and prompt come first."),
            (
                wait / 1000 + (prompt_tokens + answer) / decode,
                "That reads the prompt at the speed of writing; it is read much faster.",
            ),
            (
                done + held / decode,
                "That adds the held tokens once more; writing goes on while they are checked.",
            )
            if held > 1
            else (prompt_tokens / prefill, "That is the prompt alone."),
        ),
        _number(
            "longest",
            f"Longest answer that is complete within {target} s",
            "tokens",
            longest,
            0.02,
            (target * decode, "That gives all the time to writing."),
            ((target - wait / 1000) * decode, "That leaves out the time to read the prompt."),
        ),
    ]
    solution = (
        f"1. Queue {wait / 1000:.3f} s, prompt {prompt_tokens:,} / {prefill:,} = {reading:.3f} s: the first token is out at {first:.3f} s.\n"
        f"2. {'Nothing is held back' if held == 1 else f'{held - 1} more tokens at {decode} a second are waited for'}: the reader sees words at **{shown:.2f} s**.\n"
        f"3. Complete: {first:.3f} + {answer - 1} / {decode} = **{done:.2f} s**."
        f"{'' if held == 1 else ' The check delays what is seen, not what is made.'}\n"
        f"4. Within {target} s: ({target} - {first:.3f}) x {decode} + 1 = **{longest:.0f} tokens**.\n\n"
        "Time to the first token is bought with shorter or cached prompts and shorter queues; total time with shorter answers or faster writing. "
        "They are two numbers: promise and measure each."
    )
    right = {
        "shown": f"{(wait + reading * 1000 + (held - 1) * 1000 / decode):.0f} ms",
        "done": f"{done:.3f} s",
        "longest": f"{longest:.0f}",
    }
    tries = [
        {"name": "added up in milliseconds", "answers": right, "verdict": "right"},
        {
            "name": "a length that leaves out the start",
            "answers": right | {"longest": f"{target * decode}"},
            "verdict": "nearly",
        },
        {
            "name": "queue and prompt left out",
            "answers": {
                "shown": f"{wait} ms",
                "done": f"{answer / decode:.3f}",
                "longest": f"{target * decode} tokens",
            },
            "verdict": "wrong",
        },
    ]
    return {"prompt": prompt, "parts": parts, "solution": solution, "tries": tries}


def _number(
    name: str, asks: str, unit: str, answer: float, tolerance: float, *slips: tuple, near: float | None = None
) -> dict:
    part = {"id": name, "asks": asks, "kind": "number", "unit": unit, "answer": answer, "tolerance": tolerance}
    return part | {"near": near, "slips": [{"answer": value, "says": says} for value, says in slips]}


def _apart(part: dict) -> bool:
    """Whether no slip could be taken for the answer, nor for another slip."""
    if part["kind"] != "number":
        return True
    near = 3 * part["tolerance"] if part["near"] is None else part["near"]
    wrong = [slip["answer"] for slip in part["slips"]]
    pairs = itertools.combinations(wrong, 2)
    return all(abs(one - part["answer"]) > near * abs(part["answer"]) for one in wrong) and all(
        abs(one - other) > 2 * part["tolerance"] * abs(one) for one, other in pairs
    )
