def pack(tokens, max_tokens, max_items, sections=None, open_batches=1):
    """Right, but adds up every open batch anew for each group."""
    names = sections if sections is not None else range(len(tokens))
    groups = []
    for item, name in enumerate(names):
        if groups and names[groups[-1][-1]] == name:
            groups[-1].append(item)
        else:
            groups.append([item])
    batches, sent, too_large = [], [], []

    def room(batch, group):
        together = [*batch, *group]
        return sum(tokens[item] for item in together) <= max_tokens and len(together) <= max_items

    for group in groups:
        if not room([], group):
            too_large.extend(group)
            continue
        still_open = [number for number in range(len(batches)) if not sent[number]]
        place = next((number for number in still_open if room(batches[number], group)), None)
        if place is None:
            if len(still_open) == open_batches:
                sent[still_open[0]] = True
            batches.append([])
            sent.append(False)
            place = len(batches) - 1
        batches[place].extend(group)
        if sum(tokens[item] for item in batches[place]) == max_tokens or len(batches[place]) == max_items:
            sent[place] = True
    return batches, too_large
