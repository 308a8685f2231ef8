"""Draws a Kubernetes manifest with planted faults among lines that only look wrong."""

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
    "clause-reader",
    "note-search",
    "handover",
    "chart-chat",
    "recipe-coach",
    "rota-helper",
)
OWNERS = ("Larkspur", "Quillmark", "Tidewater Atlas", "Hollowell", "Merlinde", "Ottery Rail", "Brackenfold")
MORAL = "Read a manifest against what the service needs: time to start, time to stop, memory at its peak, which probe restarts and which only takes out of rotation, and whether names and ports meet."
SLOTS = (
    Slot(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: <name>\nspec:\n  replicas: <replicas>",
        (
            (
                "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: <name>\nspec:\n!  replicas: 1",
                "one copy cannot outlive the loss of a machine; two is the least (rule 1).",
            ),
        ),
    ),
    Slot(
        "  strategy:\n    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: 1",
        (
            (
                "  strategy:\n!    type: Recreate",
                "all copies stop before the new ones start: an outage at every rollout (rule 1).",
            ),
            (
                "  strategy:\n    rollingUpdate:\n!      maxUnavailable: 100%\n      maxSurge: 1",
                "a rollout may take all copies down at once (rule 1).",
            ),
            (
                "  strategy:\n    rollingUpdate:\n!      maxUnavailable: 0\n!      maxSurge: 0",
                "with both at 0 nothing can be replaced; the manifest is refused.",
            ),
        ),
        (
            (
                "  strategy:\n    rollingUpdate:\n!      maxUnavailable: 0\n!      maxSurge: 100%",
                "the new copies come up beside the old ones; that needs room, which rule 1 grants, and loses nobody.",
            ),
        ),
    ),
    Slot(
        "  selector:\n    matchLabels:\n      app: <name>\n  template:\n    metadata:\n      labels:\n        app: <name>",
        (
            (
                "  selector:\n    matchLabels:\n!      app: <name>-api\n  template:\n    metadata:\n      labels:\n!        app: <name>",
                "selector and labels of the template must agree; the manifest is refused.",
            ),
        ),
        (
            (
                "  selector:\n    matchLabels:\n      app: <name>\n  template:\n    metadata:\n      labels:\n        app: <name>\n!        tier: model",
                "more labels than the selector asks for do no harm.",
            ),
        ),
    ),
    Slot(
        "    spec:\n      terminationGracePeriodSeconds: 60",
        (
            (
                "    spec:\n!      terminationGracePeriodSeconds: <short>",
                "it is killed after <short> s; ending its requests takes up to <stop> s (rule 3).",
            ),
        ),
        (
            (
                "    spec:\n!      automountServiceAccountToken: false\n      terminationGracePeriodSeconds: 60",
                "the service does not talk to the cluster, so it needs no token.",
            ),
        ),
    ),
    Slot(
        "      securityContext:\n        runAsNonRoot: true\n        runAsUser: <uid>",
        (
            (
                "      securityContext:\n!        runAsNonRoot: true\n!        runAsUser: 0",
                "0 is root, which runAsNonRoot forbids: the container never starts.",
            ),
        ),
    ),
    Slot(
        "      containers:\n        - name: api\n          image: images.example/<name>:<tag>",
        (
            (
                "      containers:\n        - name: api\n!          image: images.example/<name>:latest",
                "nobody can say what runs, and a restarted copy may run something else (rule 2).",
            ),
        ),
        (
            (
                "      containers:\n        - name: api\n          image: images.example/<name>:<tag>\n!          imagePullPolicy: IfNotPresent",
                "with a tag that never moves, the copy on the machine is the right one.",
            ),
        ),
    ),
    Slot("          ports:\n            - name: http\n              containerPort: 8080"),
    Slot(
        "          env:\n            - name: MODEL_API_KEY\n              valueFrom:\n                secretKeyRef:\n                  name: <name>-model\n                  key: api-key",
        (
            (
                "          env:\n!            - name: MODEL_API_KEY\n!              value: mk-live-<key>",
                "the key stands in the manifest, and so in the repository (rule 4).",
            ),
        ),
        (
            (
                '          env:\n!            - name: MAX_TOKENS\n!              value: "1024"\n            - name: MODEL_API_KEY\n              valueFrom:\n                secretKeyRef:\n                  name: <name>-model\n                  key: api-key',
                "a plain setting is no secret, and the quotes are needed: values are texts.",
            ),
        ),
    ),
    Slot(
        "          resources:\n            requests:\n              cpu: 500m\n              memory: 1536Mi\n            limits:\n              memory: 2Gi",
        (
            (
                "          resources:\n            requests:\n              cpu: 500m\n!              memory: 512Mi\n            limits:\n!              memory: 1Gi",
                "it needs up to 1.4 GiB, asks for 512 MiB and is killed at 1 GiB (rule 5).",
            ),
            (
                "          resources:\n            requests:\n              cpu: 500m\n!              memory: 2Gi\n            limits:\n!              memory: 1536Mi",
                "a request over its limit is refused.",
            ),
            (
                "          resources:\n            requests:\n              cpu: 500m\n              memory: 1536Mi\n            limits:\n!              memory: 2048m",
                "m is a thousandth: the limit is about two bytes, far under the request, and the manifest is refused.",
            ),
        ),
        (
            (
                "          resources:\n            requests:\n              cpu: 500m\n              memory: 1536Mi\n            limits:\n!              memory: 1536Mi",
                "a limit equal to the request is over the peak of 1.4 GiB, and keeps neighbours safe.",
            ),
        ),
    ),
    Slot(
        "          startupProbe:\n            httpGet:\n              path: /live\n              port: http\n            periodSeconds: 5\n            failureThreshold: 24",
        (
            (
                "          startupProbe:\n            httpGet:\n              path: /live\n              port: http\n!            periodSeconds: 5\n!            failureThreshold: <few>",
                "that gives it 5 x <few> s to start; it takes up to <start> s, so it is killed again and again (rule 3).",
            ),
        ),
        (
            (
                "          startupProbe:\n            httpGet:\n              path: /live\n              port: http\n!            periodSeconds: 2\n!            failureThreshold: 60",
                "2 x 60 s is time enough to start, and a copy that is ready early is seen early.",
            ),
        ),
    ),
    Slot(
        "          readinessProbe:\n            httpGet:\n              path: /ready\n              port: http\n            periodSeconds: 5",
        (
            (
                "          readinessProbe:\n            httpGet:\n              path: /ready\n!              port: 8081\n            periodSeconds: 5",
                "the service listens on 8080: no copy ever becomes ready.",
            ),
        ),
        (
            (
                "          readinessProbe:\n            httpGet:\n              path: /ready\n!              port: 8080\n            periodSeconds: 5",
                "a number does as well as the port's name.",
            ),
        ),
    ),
    Slot(
        "          livenessProbe:\n            httpGet:\n              path: /live\n              port: http\n            periodSeconds: 10",
        (
            (
                "          livenessProbe:\n            httpGet:\n!              path: /ready\n              port: http\n            periodSeconds: 10",
                "/ready fails while the model's provider is down: every copy is restarted for somebody else's fault (rule 6).",
            ),
            (
                "          livenessProbe:\n            httpGet:\n              path: /live\n              port: http\n!            periodSeconds: 1\n!            failureThreshold: 1",
                "one answer that takes over a second, and a healthy copy is restarted (rule 6).",
            ),
        ),
        (
            (
                "          livenessProbe:\n            httpGet:\n              path: /live\n              port: http\n            periodSeconds: 10\n!            timeoutSeconds: 5",
                "a slow answer is no dead process; five seconds are patient.",
            ),
        ),
    ),
    Slot(
        "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: <name>\nspec:\n  selector:\n    app: <name>",
        (
            (
                "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: <name>\nspec:\n  selector:\n!    app: <other>",
                "no pod has that label, so the service has nobody to send to.",
            ),
        ),
    ),
    Slot(
        "  ports:\n    - port: 80\n      targetPort: http",
        (("  ports:\n    - port: 80\n!      targetPort: 80", "nothing listens on 80 in the container; it is 8080."),),
        (
            (
                "  ports:\n!    - port: 80\n!      targetPort: 8080",
                "a service may offer another port than its container listens on.",
            ),
        ),
    ),
)


def draw(seed: int) -> dict:
    """A manifest for one service of one company."""
    rng = random.Random(seed)
    owner, (name, other) = rng.choice(OWNERS), rng.sample(SERVICES, 2)
    start, stop = rng.choice((40, 45, 50, 60, 70)), rng.choice((20, 25, 30, 35, 40))
    names = {
        "name": name,
        "other": other,
        "replicas": str(rng.choice((2, 3, 4, 6))),
        "tag": f"{rng.randrange(1, 9)}.{rng.randrange(0, 30)}.{rng.randrange(0, 9)}",
        "uid": str(rng.randrange(10001, 10999)),
        "key": f"{rng.getrandbits(64):016x}",
        "short": str(rng.choice((5, 10, 15))),
        "few": str(rng.choice((3, 4, 5, 6))),
        "start": str(start),
        "stop": str(stop),
    }
    prompt = (
        f"{owner} runs `{name}`, which calls a model, on Kubernetes. It listens on 8080, takes up to {start} s to start and up to {stop} s to end its requests, and needs "
        "1.4 GiB at its peak. `/live` answers while the process works; `/ready` fails also while the model's provider is down. The rules of the house: (1) it outlives the "
        "loss of a machine and stays up through a rollout; there is room for twice the copies, and the cluster spreads them over machines by itself; (2) what runs can be told from the manifest; (3) it gets the time to start and to stop; (4) no secret in "
        "the repository; (5) it gets the memory it needs; (6) it is restarted only when a restart can help. CPU limits are left out on purpose."
    )
    return _pose(prompt, "yaml", _plant(rng, SLOTS, names), MORAL)


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
