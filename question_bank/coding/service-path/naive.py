def route(links, start, goal, handling=None, down=None, regions=None, crossings=None):
    """Right, but goes through all links again until no route gets better."""
    handling, regions, down = handling or {}, regions or {}, down or []
    if start in down or goal in down:
        return None
    most = 0 if crossings is None else crossings
    best = {(start, 0): (handling.get(start, 0), 1, [start])}
    better = True
    while better:
        better = False
        for caller, called, ms in links:
            if called in down:
                continue
            crosses = crossings is not None and regions.get(caller, "") != regions.get(called, "")
            for crossed in range(most + 1 - crosses):
                if (caller, crossed) not in best:
                    continue
                time, services, names = best[caller, crossed]
                way = (time + ms + handling.get(called, 0), services + 1, [*names, called])
                if (called, crossed + crosses) not in best or way < best[called, crossed + crosses]:
                    best[called, crossed + crosses] = way
                    better = True
    found = [best[goal, crossed] for crossed in range(most + 1) if (goal, crossed) in best]
    return (min(found)[0], min(found)[2]) if found else None
