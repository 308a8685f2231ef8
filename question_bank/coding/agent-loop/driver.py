"""Plays a model's replies from a list against the loop, with a few small tools."""

from copy import deepcopy

MOST_ASKED = 30_000
STOCK = {"bolt": 40, "nut": 0}


def drive(solution, replies, max_steps, look_at="all", **options):
    """Return what the loop returned and what it did; with `look_at="texts"` only the tools' texts and some counts.

    When the replies are used up, the last one is given for ever.
    """
    asked, ran = [], []

    def model(messages):
        if len(asked) == MOST_ASKED:
            raise RuntimeError("the model was asked without end")
        asked.append(len(messages))
        return replies[min(len(asked), len(replies)) - 1]

    before = deepcopy(replies) if look_at == "all" else None
    result = solution(model, toolbox(ran), "Bolts?", max_steps, **options)
    if look_at == "texts":
        texts = [message["text"] for message in result["messages"] if message["role"] == "tool"]
        return {
            "status": result["status"],
            "answer": result["answer"],
            "texts": texts,
            "asked": len(asked),
            "ran": len(ran),
        }
    if replies != before:
        return "a reply was changed"
    return {**result, "asked": asked, "ran": ran}


def toolbox(ran):
    """The tools; each run is written down with its arguments."""

    def stock(part):
        ran.append(["stock", {"part": part}])
        if part not in STOCK:
            raise ValueError(f"no part {part}")
        return STOCK[part]

    def note(text, level="info"):
        ran.append(["note", {"text": text, "level": level}])
        return f"{level}: {text}"

    def echo(value=None):
        ran.append(["echo", {"value": value}])
        return value

    def times():
        ran.append(["times", {}])
        return sum(name == "times" for name, _ in ran)

    def weigh(part, unit="g"):
        ran.append(["weigh", {"part": part, "unit": unit}])
        raise TypeError("a part is weighed by hand")

    return {
        "stock": {"run": stock, "required": ["part"], "optional": []},
        "note": {"run": note, "required": ["text"], "optional": ["level"]},
        "echo": {"run": echo, "required": [], "optional": ["value"]},
        "times": {"run": times, "required": [], "optional": []},
        "weigh": {"run": weigh, "required": ["part"], "optional": ["unit"]},
    }
