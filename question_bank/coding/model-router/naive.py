def route(requests, models, budget=None, refusal=None):
    """Right, but tries every routing that the budget allows."""
    choices = []
    for request in requests:
        fitting = []
        for number, model in enumerate(models):
            points = model["quality"].get(request["kind"], 0)
            if request["tokens_in"] + request["tokens_out"] <= model["window"] and points >= request["least"]:
                cost = request["tokens_in"] * model["price_in"] + request["tokens_out"] * model["price_out"]
                fitting.append((cost, -points, number))
        choices.append(fitting)
    names = [model["name"] for model in models] + [None]
    nothing = len(models)
    if budget is None:
        return [names[min(fitting)[2]] if fitting else None for fitting in choices]
    best = None

    def go_on(at, lost, cost, numbers):
        nonlocal best
        if cost > budget:
            return
        if at == len(choices):
            found = (lost, cost, numbers)
            best = found if best is None else min(best, found)
            return
        for extra, less, number in choices[at]:
            go_on(at + 1, lost + less, cost + extra, [*numbers, number])
        if refusal is not None or not choices[at]:
            go_on(at + 1, lost + (refusal or 0), cost, [*numbers, nothing])

    go_on(0, 0, 0, [])
    return best and [names[number] for number in best[2]]
