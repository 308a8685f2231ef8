from __future__ import annotations

from datetime import date

from mockint.corpus.draw import Draw
from mockint.corpus.drawn import day, joined, number


def test_what_is_drawn_for_a_name_does_not_depend_on_other_draws() -> None:
    draw = Draw(4, "a")
    alone = draw.number(1000, "x")
    draw.number(1000, "y")
    assert draw.number(1000, "x") == alone
    assert Draw(4).on("a").number(1000, "x") == alone
    assert Draw(5, "a").number(1 << 60, "x") != Draw(4, "a").number(1 << 60, "x")


def test_an_order_holds_each_once() -> None:
    assert sorted(Draw(1).order(range(50), "x")) == list(range(50))


def test_a_chance_is_met_about_as_often_as_it_says() -> None:
    met = sum(Draw(1).chance(0.25, at) for at in range(2000))
    assert 400 < met < 600


def test_values_read_as_people_write_them() -> None:
    assert number(1100, "EUR").words == "1,100 EUR"
    assert number(1, "days").words == "1 day"
    assert number(2.5, "%").words == "2.5%"
    assert day(date(2026, 3, 1)).words == "1 March 2026"
    assert joined(["a", "b", "c"]) == "a, b and c"
