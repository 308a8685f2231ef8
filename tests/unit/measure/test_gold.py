"""Typed answers: what counts as the gold answer and what doesn't."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockint.domain.build import DateGold, EntityGold, Gold, NothingGold, NumberGold, SetGold, YesNoGold
from mockint.measure.gold import f1, in_words


def n(value: float, unit: str = "", tolerance: float = 0.0) -> NumberGold:
    return NumberGold(value=value, unit=unit, tolerance=tolerance)


MAY = DateGold(value=date(2024, 5, 1))
MARTA = EntityGold(name="Marta Vale", aliases=("M. Vale", "Vale"))
PORT = EntityGold(name="the North Gate")
ST_GALLEN = EntityGold(name="St. Gallen")
YES, NO = YesNoGold(value=True), YesNoGold(value=False)

NUMBERS: list[tuple[Gold, str, bool]] = [
    (n(120, "EUR"), "120", True),
    (n(120, "EUR"), "EUR 120", True),
    (n(120, "EUR"), "120 EUR per night", True),
    (n(120, "EUR"), "€120", True),
    (n(120, "EUR"), "120€", True),
    (n(120, "EUR"), "120 euros a night [POL-0412]", True),
    (n(120, "EUR"), "The limit is EUR 120.00 (POL-0412, since 2024-05-01).", True),
    (n(120, "EUR"), "120 per day", True),
    (n(120, "EUR"), "USD 120", False),
    (n(120, "EUR"), "$120", False),
    (n(120, "EUR"), "120 days", False),
    (n(120, "EUR"), "It was EUR 90 until May 2024 and is EUR 120 now.", True),
    (n(120, "EUR"), "EUR 90, EUR 100 or EUR 120", False),
    (n(120, "EUR"), "EUR 90, 100 or 120", False),
    (n(120, "EUR"), "90, 100 or 120 EUR", False),
    (n(120, "EUR"), "", False),
    (n(120, "EUR"), "POL-120", False),
    (n(120, "EUR"), "pol-0120 says so in section 120", False),
    (n(1200, "EUR"), "1,200 EUR", True),
    (n(1200, "EUR"), "1.200 EUR", True),
    (n(1200, "EUR"), "1 200,00 EUR", True),
    (n(1200, "EUR"), "1'200 francs", False),
    (n(1200, "EUR"), "EUR 1.200,00", True),
    (n(1200, "EUR"), "EUR 1,200.00", True),
    (n(1200, "EUR"), "€1.2k", True),
    (n(1200, "EUR"), "1.2 thousand euros", True),
    (n(2_500_000, "EUR"), "EUR 2.5 million", True),
    (n(1_200_000, "EUR"), "EUR 1.200.000", True),
    (n(2.5, "%"), "2,5 %", True),
    (n(2.5, "%"), "2.5 percent", True),
    (n(2.5, "%"), "2.5 per cent", True),
    (n(2.5, "%"), "2.5 days", False),
    (n(-5, "%"), "-5 %", True),
    (n(3, "days"), "3 working days", True),
    (n(3, "days"), "three days", True),
    (n(3, "days"), "Three working days.", True),
    (n(3, "days"), "a 3-day limit", True),
    (n(3, "working days"), "3 days", True),
    (n(3, "days"), "within 72 hours", True),
    (n(3, "days"), "3 weeks", False),
    (n(14, "days"), "2 weeks", True),
    (n(3, "days"), "3 to 5 days", True),
    (n(3, "days"), "3, 4, 5 days", False),
    (n(3, "days"), "one of 3 days", True),
    (n(1, "days"), "one of the 3 days", False),
    (n(3, "days"), "3 approvals after 4 days", False),
    (n(3, "days"), "5 approvals within 3 days", True),
    (n(3, "days"), "3", True),
    (n(3, "days"), "Since 2023: 3", True),
    (n(3, "days"), "Version 3 says 4 days", False),
    (n(3, "days"), "on 3 May 2024", False),
    (n(3, "days"), "May 3, 2024", False),
    (n(2024, "days"), "in 2024", True),
    (n(5, "attempts"), "5 attempts per 3 days", True),
    (n(3, "attempts"), "5 attempts per 3 days", False),
    (n(5, "attempts"), "five failed attempts", True),
    (n(60, "requests per minute"), "60 requests per minute", True),
    (n(60, "requests per minute"), "60 requests/minute", True),
    (n(60, "requests per minute"), "60 requests a minute", True),
    (n(60, "requests per minute"), "60 requests per hour", False),
    (n(60, "requests per minute"), "60 per minute", True),
    (n(512, "MB"), "512MB", True),
    (n(512, "MB"), "512 megabytes", True),
    (n(512, "MB"), "512 GB", False),
    (n(90, "seconds"), "1.5 minutes", True),
    (n(7), "7 policies", True),
    (n(7), "There are 7 (of 30 and 40 and 50).", False),
    (n(7), "version 2.4.1 at 10:30 names 7", True),
    (n(100, "EUR", 0.5), "EUR 100.4", True),
    (n(100, "EUR", 0.5), "EUR 100.6", False),
    (n(0.125, "GB"), "0.125 GB", True),
    (n(168, "days"), "53 days + 115 days = 168 days", True),
    (n(53, "days"), "53 days + 115 days = 168 days", False),
]

OTHERS: list[tuple[Gold, str, bool]] = [
    (MAY, "2024-05-01", True),
    (MAY, "From 1 May 2024 on.", True),
    (MAY, "the 1st of May, 2024", True),
    (MAY, "May 1st, 2024", True),
    (MAY, "May 1 2024", True),
    (MAY, "01.05.2024", True),
    (MAY, "05/01/2024", True),
    (MAY, "2024/5/1", True),
    (MAY, "1 Sept 2024", False),
    (MAY, "2024-05-02", False),
    (MAY, "May 2024", False),
    (MAY, "2024-13-41", False),
    (MAY, "2023-05-01, now 2024-05-01", True),
    (MAY, "2022-05-01, 2023-05-01 or 2024-05-01", False),
    (MARTA, "Marta Vale", True),
    (MARTA, "marta vale's desk", True),
    (MARTA, "It is M. Vale (POL-0001).", True),
    (MARTA, "VALE", True),
    (MARTA, "Martavale", False),
    (MARTA, "Valentin", False),
    (MARTA, "not Marta Vale", False),
    (MARTA, "No longer Marta Vale but Ann Ito.", False),
    (MARTA, "", False),
    (PORT, "north gate", True),
    (PORT, "At the North-Gate.", True),
    (ST_GALLEN, "in St. Gallen", True),
    (EntityGold(name="the"), "the", False),
    (YES, "Yes.", True),
    (YES, "Yes, no approval is needed.", True),
    (YES, "The answer is yes.", True),
    (YES, "No", False),
    (YES, "It is yes or no.", False),
    (YES, "It is allowed.", False),
    (YES, "", False),
    (NO, "No, that ended.", True),
    (NO, "**No**", True),
    (NO, "Not any more.", False),
    (NothingGold(), "anything", False),
]


@pytest.mark.parametrize(("gold", "answer", "is_right"), [*NUMBERS, *OTHERS])
def test_answer(gold: Gold, answer: str, is_right: bool) -> None:
    assert f1(gold, answer) == float(is_right)


TRAVEL = EntityGold(name="Travel and Expenses", aliases=("Travel",))
HOTELS, LEAVE, CITY = EntityGold(name="Hotels"), EntityGold(name="Leave"), ST_GALLEN


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("Hotels, Leave and Travel and Expenses", 1.0),
        ("Three are in force: Hotels, Leave, Travel.", 1.0),
        ("According to the register, these are Hotels (POL-0001), Leave [2] and travel, as of 2024-05-01.", 1.0),
        ("- Hotels\n- Leave\n- Travel", 1.0),
        ("Hotels and Leave", 0.8),
        ("Hotels", 0.5),
        ("Hotels, not Leave, and Travel", 0.8),
        ("Hotels, Leave, Travel, Pets", 6 / 7),
        ("Hotels, Pets, Cars, Phones, Desks", 0.25),
        ("Pets", 0.0),
        ("", 0.0),
    ],
)
def test_set(answer: str, value: float) -> None:
    assert f1(SetGold(members=(HOTELS, TRAVEL, LEAVE)), answer) == pytest.approx(value)


def test_a_mark_inside_a_name_does_not_part_it() -> None:
    assert f1(SetGold(members=(CITY, HOTELS)), "Hotels, St. Gallen") == 1


@given(st.integers(0, 10**9), st.sampled_from(["EUR", "days", "%", "GB", "attempts", ""]))
def test_a_number_in_its_own_words_is_right(value: int, unit: str) -> None:
    gold = n(value, unit)
    for text in (f"{value} {unit}", f"{value:,} {unit}", in_words(gold), f"It is {value} {unit}, as POL-0412 says."):
        assert f1(gold, text) == 1


@given(st.lists(st.integers(1, 999), min_size=3, max_size=8, unique=True))
def test_a_list_of_guesses_is_wrong(values: list[int]) -> None:
    assert f1(n(values[0], "EUR"), " or ".join(f"EUR {value}" for value in values)) == 0
    assert f1(n(values[0], "days"), f"{', '.join(map(str, values))} days") == 0


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_a_day_in_its_own_words_is_right(day: date) -> None:
    forms = (day.isoformat(), f"{day:%d %B %Y}", f"{day:%b} {day.day}, {day.year}", f"{day:%d.%m.%Y}")
    assert all(f1(DateGold(value=day), form) == 1 for form in forms)


@given(st.text(max_size=200))
def test_any_text_gives_a_share(text: str) -> None:
    golds = (n(3, "days"), n(7), MAY, MARTA, YES, SetGold(members=(HOTELS, LEAVE)))
    assert all(0 <= f1(gold, text) <= 1 for gold in golds)


def test_a_very_long_answer_is_read_in_part() -> None:
    assert f1(MARTA, "x " * 100_000 + "Marta Vale") == 0


@pytest.mark.parametrize("piece", ["1 ", "1,111", "EUR 1 ", "3 days ", "(", "[", "may 1 ", "Hotels and ", "1.1.", "A-"])
def test_no_answer_takes_long_to_read(piece: str) -> None:
    began = time.process_time()
    for gold in (n(3, "days"), MAY, MARTA, SetGold(members=(HOTELS, LEAVE)), YES):
        f1(gold, piece * 5_000)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        (n(1200, "EUR"), "1,200 EUR"),
        (n(2.5, "%"), "2.5 %"),
        (n(7), "7"),
        (MAY, "2024-05-01"),
        (MARTA, "Marta Vale"),
        (SetGold(members=(HOTELS, LEAVE)), "Hotels, Leave"),
        (YES, "yes"),
        (NO, "no"),
        (NothingGold(), "nothing: the program should abstain"),
    ],
)
def test_in_words(gold: Gold, words: str) -> None:
    assert in_words(gold) == words
