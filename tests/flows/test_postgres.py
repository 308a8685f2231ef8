"""Two people keep their histories on one PostgreSQL server, at once; run by ``dev.py test --postgres``."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.flows.conftest import REPOSITORY, Answer, Terminal

if TYPE_CHECKING:
    from tests.helpers.postgres import Server

STORY = "behavioral/argued-against-model"
SAMPLE = REPOSITORY / "question_bank" / STORY / "samples" / "level-3.md"


@pytest.fixture
def people(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Terminal, Terminal]:
    """Ada and Grace, each with a home of her own and her own user on the server."""
    monkeypatch.delenv("MOCKINT_PROFILE", raising=False)
    name = str(postgres.database().database)
    postgres.add_user("grace")
    made = []
    for user in ("ada", "grace"):
        (tmp_path / user).mkdir()
        one = Terminal(tmp_path / user / "home", tmp_path / user)
        one.environment["MOCKINT_DATABASE_URL"] = postgres.address(name, user).render_as_string(hide_password=False)
        made.append(one)
    return made[0], made[1]


def test_two_people_at_once_see_each_her_own_rounds(people: tuple[Terminal, Terminal]) -> None:
    answers: list[Answer] = []

    def work(one: Terminal) -> None:
        answers.extend(one("submit", STORY, "--answer", SAMPLE, "--json") for _ in range(3))

    at_once = [threading.Thread(target=work, args=(one,)) for one in people]  # noqa: TID251 - they wait for processes
    for each in at_once:
        each.start()
    for each in at_once:
        each.join()
    made = {answer.document["round"] for answer in answers}
    assert len(made) == 6, "also the tables, which the first of both made, were made once"

    ada, grace = people
    hers, others = ({line["round"] for line in one("history", "--json").document} for one in people)
    assert len(hers) == len(others) == 3
    assert hers | others == made
    assert not hers & others

    first = ada("history", "--json").document[-1]["round"]  # the later ones are of a question that was seen
    levels = [
        part
        for name in ("ownership", "action", "evidence", "result", "reflection")
        for part in ("--level", f"{name}=3")
    ]
    assert ada("grade", first, "--grader", "self", *levels, "--json").document["source"] == "Self-scored"
    assert ada("readiness", "--json").document["rounds"]["behavioral"]["observations"] == 1
    assert grace("readiness", "--json").document["rounds"]["behavioral"]["observations"] == 0
    found = ada("doctor", "--json").document["database"]
    assert found["integrity"] == "ok"
    assert "@127.0.0.1" in found["path"]
    for one in people:  # a password is nowhere in a home
        password = one.environment["MOCKINT_DATABASE_URL"].split(":")[2].split("@")[0]
        assert password not in str(found)
        for file in (path for path in one.home.rglob("*") if path.is_file()):
            assert password.encode() not in file.read_bytes(), file


def test_a_server_that_is_not_there_is_told(people: tuple[Terminal, Terminal]) -> None:
    ada, _ = people
    refusal = ada("history", MOCKINT_DATABASE_URL="postgresql+psycopg://ada:secret@127.0.0.1:9/none").refusal
    assert "secret" not in refusal
    assert "127.0.0.1:9" in refusal
