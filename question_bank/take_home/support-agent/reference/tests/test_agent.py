"""The loop against a model and tools of the test's own."""

import json
import tempfile
import unittest
from pathlib import Path

from candidate.agent import Agent

TOOLS = [
    {"name": "get_order", "reads": True, "parameters": {"order_id": {"type": "string"}}},
    {"name": "refund", "parameters": {"order_id": {"type": "string"}, "amount": {"type": "number", "minimum": 0.01}}},
    {"name": "close_account", "parameters": {"customer": {"type": "string"}}},
]
POLICY = {"approval": {"refund": {"amount_over": 100}}, "never": ["close_account"], "max_turns": 4, "max_tries": 3}


class FakeApp:
    def __init__(self, turns, answers=(), yes=True):
        self.turns, self.answers, self.yes = list(turns), list(answers), yes
        self.made, self.asked, self.seen = [], 0, []

    def model(self, messages):
        self.seen.append(messages[-1])
        return self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]

    def tool(self, name, arguments, key=None):
        self.made.append((name, key))
        return self.answers.pop(0) if self.answers else {"result": {"ok": True}}

    def approval(self, name, arguments, why):
        self.asked += 1
        return self.yes


def turn(*calls):
    named = enumerate(calls, start=1)
    return {"text": None, "calls": [{"id": f"c{n}", "name": name, "arguments": text} for n, (name, text) in named]}


END = {"text": "Done.", "calls": []}
SMALL = json.dumps({"order_id": "o-1", "amount": 20})
LARGE = json.dumps({"order_id": "o-1", "amount": 200})
LATE = {"error": {"kind": "time_out", "message": "late"}}


class Running(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        (self.root / "tools.json").write_text(json.dumps(TOOLS))
        (self.root / "policy.json").write_text(json.dumps(POLICY))

    def run_task(self, app, **more):
        return Agent(self.root, self.root, app).run("t-1", "Refund.", ["o-1"], **more)

    def test_a_task_ends_with_its_message(self):
        app = FakeApp([turn(("refund", SMALL)), END])
        self.assertEqual(self.run_task(app), {"status": "done", "message": "Done."})
        self.assertEqual([name for name, _ in app.made], ["refund"])

    def test_broken_arguments_reach_no_tool(self):
        app = FakeApp([turn(("refund", '{"order_id": ')), END])
        self.run_task(app)
        self.assertEqual(app.made, [])
        self.assertIn("not JSON", app.seen[-1]["content"])

    def test_a_text_for_an_amount_reaches_no_tool(self):
        app = FakeApp([turn(("refund", '{"order_id": "o-1", "amount": "20"}')), END])
        self.run_task(app)
        self.assertEqual(app.made, [])

    def test_a_no_is_respected(self):
        app = FakeApp([turn(("refund", LARGE)), END], yes=False)
        self.run_task(app)
        self.assertEqual((app.asked, app.made), (1, []))
        self.assertIn("denied", app.seen[-1]["content"])

    def test_never_is_never(self):
        app = FakeApp([turn(("close_account", '{"customer": "A"}')), END])
        self.run_task(app)
        self.assertEqual(app.made, [])

    def test_another_order_is_not_touched(self):
        app = FakeApp([turn(("refund", SMALL.replace("o-1", "o-2"))), END])
        self.run_task(app)
        self.assertEqual(app.made, [])

    def test_a_lost_write_is_tried_again_under_the_same_key(self):
        app = FakeApp([turn(("refund", SMALL)), END], [LATE])
        self.run_task(app)
        self.assertEqual(len(app.made), 2)
        self.assertEqual(len({key for _, key in app.made}), 1)

    def test_a_loop_is_stopped(self):
        app = FakeApp([turn(("get_order", '{"order_id": "o-1"}'))])
        self.assertEqual(self.run_task(app)["status"], "stopped")
        self.assertEqual(len(app.made), 4)

    def test_a_paused_task_goes_on_and_repeats_nothing(self):
        app = FakeApp([turn(("refund", SMALL)), END])
        self.assertEqual(self.run_task(app, turns=1)["status"], "paused")
        again = Agent(self.root, self.root, app)
        self.assertEqual(again.resume("t-1")["status"], "done")
        self.assertEqual(len(app.made), 1)
        self.assertEqual(again.report("t-1"), {"status": "done", "turns": 2, "tools": ["refund"]})


if __name__ == "__main__":
    unittest.main()
