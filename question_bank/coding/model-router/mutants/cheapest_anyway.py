from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypedDict


class Request(TypedDict):
    """One question: its kind, its size in tokens, and the least quality that will do."""

    kind: str
    tokens_in: int
    tokens_out: int
    least: int


class Model(TypedDict):
    """A model: the tokens that it can hold, its prices a token, and its quality by kind of question."""

    name: str
    window: int
    price_in: int
    price_out: int
    quality: Mapping[str, int]


class Option(NamedTuple):
    """One thing to do with a request; without a model it is refused."""

    model: str | None
    cost: int
    points: int


Cheapest = dict[int, int]
"""For each sum of points that can be reached within the budget, the least cost of reaching it."""


def route(
    requests: Sequence[Request],
    models: Sequence[Model],
    budget: int | None = None,
    refusal: int | None = None,
) -> list[str | None] | None:
    """The model for each request, None for one that gets none; None in place of the list if the budget is too small."""
    fitting = [options(request, models) for request in requests]
    if budget is None:
        return [min(each, key=lambda option: (option.cost, -option.points), default=NOTHING).model for each in fitting]
    for each in fitting:
        if refusal is not None:
            each.append(NOTHING._replace(points=-refusal))
        elif not each:
            each.append(NOTHING)
    tables = cheapest_from(fitting, budget)
    if not tables[0]:
        return [None] * len(fitting)
    return choose(fitting, tables)


NOTHING = Option(None, 0, 0)


def options(request: Request, models: Sequence[Model]) -> list[Option]:
    """The models that a request may go to, in their order."""
    found = []
    for model in models:
        points = model["quality"].get(request["kind"], 0)
        if points >= request["least"] and request["tokens_in"] + request["tokens_out"] <= model["window"]:
            cost = request["tokens_in"] * model["price_in"] + request["tokens_out"] * model["price_out"]
            found.append(Option(model["name"], cost, points))
    return found


def cheapest_from(fitting: Sequence[Sequence[Option]], budget: int) -> list[Cheapest]:
    """For each request, what it and all that follow can reach; a last table for nothing left."""
    tables: list[Cheapest] = [{0: 0}]
    for each in reversed(fitting):
        table: Cheapest = {}
        for points, cost in tables[-1].items():
            for option in each:
                total = cost + option.cost
                if total <= budget:
                    place = points + option.points
                    known = table.get(place)
                    if known is None or total < known:
                        table[place] = total
        tables.append(table)
    return tables[::-1]


def choose(fitting: Sequence[Sequence[Option]], tables: Sequence[Cheapest]) -> list[str | None]:
    """From the front, the first option of each request that still leads to most points at least cost."""
    points = max(tables[0])
    cost = tables[0][points]
    chosen = []
    for each, rest in zip(fitting, tables[1:], strict=True):
        taken = next(option for option in each if rest.get(points - option.points) == cost - option.cost)
        points -= taken.points
        cost -= taken.cost
        chosen.append(taken.model)
    return chosen
