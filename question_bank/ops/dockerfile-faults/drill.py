"""Draws a Dockerfile with planted faults among lines that only look wrong."""

import random
from typing import NamedTuple


class Slot(NamedTuple):
    """Lines of the file: as they should be, with a fault, or right but suspicious; each text with what it shows."""

    good: str
    bad: tuple[tuple[str, str], ...] = ()
    alike: tuple[tuple[str, str], ...] = ()


SERVICES = (
    "answers",
    "triage",
    "clause_reader",
    "note_search",
    "handover",
    "chart_chat",
    "recipe_coach",
    "rota_helper",
)
OWNERS = ("Larkspur", "Quillmark", "Tidewater Atlas", "Hollowell", "Merlinde", "Cobaltine", "Brackenfold")
MORAL = "A base that cannot change, secrets that never touch a layer, dependencies before sources, an unprivileged user, one process that gets the signals: most Dockerfiles fail by one of these five."
SLOTS = (
    Slot(
        "# syntax=docker/dockerfile:1.10.0\nFROM python:<python>-slim AS build",
        (
            (
                "# syntax=docker/dockerfile:1.10.0\n!FROM python:latest AS build",
                "the base changes whenever somebody publishes a new one; rule 1 asks for a fixed version.",
            ),
            (
                "# syntax=docker/dockerfile:1.10.0\n!FROM python:slim AS build",
                "the tag names no version, so that the base changes under you (rule 1).",
            ),
        ),
        (
            (
                "# syntax=docker/dockerfile:1.10.0\n!FROM python:<python>-slim@sha256:<digest> AS build",
                "a digest is the most fixed version there is.",
            ),
        ),
    ),
    Slot(
        "WORKDIR /src",
        (),
        (("!USER root\nWORKDIR /src", "this is the build stage; only the last stage says who runs the service."),),
    ),
    Slot(
        "RUN apt-get update && apt-get install -y --no-install-recommends gcc g++ make \\\n    && rm -rf /var/lib/apt/lists/*",
        (
            (
                "!RUN apt-get update\n!RUN apt-get install -y --no-install-recommends gcc g++ make",
                "the list of packages is cached apart from the installation: later builds install from a stale list, or fail (rule 4).",
            ),
        ),
    ),
    Slot(
        "COPY requirements.lock ./\nRUN pip install --no-cache-dir --require-hashes --prefix=/install -r requirements.lock\nCOPY src/ ./src/",
        (
            (
                "!COPY src/ ./src/\n!COPY requirements.lock ./\n!RUN pip install --no-cache-dir --require-hashes --prefix=/install -r requirements.lock",
                "the sources are copied before the installation, so that every change of a source installs all dependencies anew (rule 3).",
            ),
            (
                "COPY requirements.lock ./\nRUN pip install --no-cache-dir --require-hashes --prefix=/install -r requirements.lock\n!RUN pip install --no-cache-dir --prefix=/install --upgrade httpx\nCOPY src/ ./src/",
                "it takes whatever httpx is newest on the day, past the lock file (rule 1).",
            ),
        ),
        (
            (
                "COPY requirements.lock ./\n!RUN --mount=type=secret,id=index_token,env=PIP_INDEX_TOKEN \\\n!    pip install --no-cache-dir --require-hashes --prefix=/install -r requirements.lock\nCOPY src/ ./src/",
                "a mounted secret is there for this one command and stays out of every layer.",
            ),
        ),
    ),
    Slot(
        "",
        (
            (
                '!RUN PYTHONPATH=src python -m <service>.migrate --url "$DATABASE_URL"',
                "at build time there is no database, and an image must not depend on one: migrations run at deployment (rule 6).",
            ),
        ),
        (("!RUN python -m compileall -q src", "it needs nothing but the sources, no running system."),),
    ),
    Slot(
        "\nFROM python:<python>-slim\nENV PYTHONUNBUFFERED=1\nWORKDIR /app",
        (
            (
                "\n!FROM python:3-slim\nENV PYTHONUNBUFFERED=1\nWORKDIR /app",
                "tag 3-slim moves to a new Python one day, and what the build stage compiled no longer fits (rule 1).",
            ),
        ),
    ),
    Slot(
        "ENV LOG_LEVEL=info",
        (
            (
                "!ARG MODEL_API_KEY\n!ENV MODEL_API_KEY=$MODEL_API_KEY",
                "the key stands in the image for everybody who can pull it (rule 2).",
            ),
            ("!COPY .env ./", "the secrets of the developer's machine become a layer of the image (rule 2)."),
        ),
        (
            (
                "!ENV MODEL_API_KEY_FILE=/run/secrets/model_api_key",
                "it is a path; the secret itself is mounted at run time.",
            ),
            ("!ARG GIT_SHA\n!LABEL revision=$GIT_SHA", "a commit's hash is no secret, and tells what is running."),
        ),
    ),
    Slot("COPY --from=build /install /usr/local\nCOPY --from=build /src/src ./src\nENV PYTHONPATH=/app/src"),
    Slot(
        "",
        (
            (
                "!ADD https://models.example/<service>/tokenizer.json ./src/tokenizer.json",
                "what that address serves may change between two builds; give a checksum, or keep the file (rule 1).",
            ),
            ("!RUN chmod -R 777 /app", "every process in the container may rewrite the program (rule 5)."),
        ),
        (
            (
                "!ADD --checksum=sha256:<digest> https://models.example/<service>/tokenizer.json ./src/tokenizer.json\nRUN chmod 644 ./src/tokenizer.json",
                "with a checksum the build fails when the file changes, so it is fixed.",
            ),
        ),
    ),
    Slot(
        "RUN useradd --system --uid <uid> app\nUSER app",
        (
            (
                "RUN useradd --system --uid <uid> app\n!USER root",
                "the service runs as root (rule 5); the user that was made is not used.",
            ),
            ("RUN useradd --system --uid <uid> app\n!USER 0", "0 is root (rule 5)."),
        ),
        (
            (
                "RUN useradd --system --uid <uid> app\n!USER <uid>",
                "a number is as good as a name; a platform can even check that it is not 0.",
            ),
        ),
    ),
    Slot(
        "EXPOSE 8080",
        (
            (
                "EXPOSE 8080\n!HEALTHCHECK --interval=30s --timeout=3s CMD curl -fs http://localhost:8080/health",
                "there is no curl in a slim image, so the check always fails.",
            ),
        ),
        (
            (
                'EXPOSE 8080\n!HEALTHCHECK --interval=30s --timeout=3s CMD ["python", "-m", "<service>.health", "8080"]',
                "Python is in the image, and the module is the service's own.",
            ),
        ),
    ),
    Slot(
        'CMD ["python", "-m", "uvicorn", "<service>.main:app", "--host", "0.0.0.0", "--port", "8080"]',
        (
            (
                '!CMD ["python", "-m", "uvicorn", "<service>.main:app", "--host", "127.0.0.1", "--port", "8080"]',
                "it listens inside the container alone; nothing from outside reaches 127.0.0.1 there.",
            ),
            (
                '!CMD ["python", "-m", "uvicorn", "<service>.main:app", "--host", "0.0.0.0", "--port", "8000"]',
                "traffic comes to port 8080; the service listens on 8000.",
            ),
            (
                "!CMD python -m uvicorn <service>.main:app --host 0.0.0.0 --port 8080 | tee /tmp/<service>.log",
                "a shell with a pipe is process 1 and passes no signal on: the service is killed in the middle of its requests (rule 7).",
            ),
        ),
        (
            (
                '!STOPSIGNAL SIGINT\nCMD ["python", "-m", "uvicorn", "<service>.main:app", "--host", "0.0.0.0", "--port", "8080"]',
                "uvicorn ends as gently on SIGINT as on SIGTERM.",
            ),
        ),
    ),
)


def draw(seed: int) -> dict:
    """A file for one service of one company."""
    rng = random.Random(seed)
    owner, service = rng.choice(OWNERS), rng.choice(SERVICES)
    names = {
        "service": service,
        "python": rng.choice(("3.11.9", "3.12.4", "3.12.7", "3.13.1")),
        "uid": str(rng.randrange(10001, 10999)),
        "digest": f"{rng.getrandbits(256):064x}",
    }
    prompt = (
        f"{owner} builds the image of its service `{service}` from a clean checkout; `requirements.lock` has hashes, `src/` holds the package `{service}`, and traffic comes to "
        "port 8080. The rules of the house: (1) everything that is fetched has a fixed version, hash or lock, packages of the base system excepted; (2) no secret in any layer, they come at run time; "
        "(3) a change of source alone installs nothing anew; (4) package lists and installation are one step; (5) the service runs "
        "unprivileged and cannot change its own code; (6) the build needs no running system; (7) the service gets the signal to stop."
    )
    return _pose(prompt, "dockerfile", _plant(rng, SLOTS, names), MORAL)


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
