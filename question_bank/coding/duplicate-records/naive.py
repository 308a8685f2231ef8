def customers(records, max_shared=None, apart=None):
    """Right, but looks through all records for every value, and renames a whole list for every link."""
    keys = [[(field, value.strip().lower()) for field, value in record if value.strip()] for record in records]
    label = list(range(len(records)))
    for number, mine in enumerate(keys):
        for key in mine:
            found = [each for each, theirs in enumerate(keys) if key in theirs]
            if max_shared is not None and len(found) > max_shared:
                continue
            one, other = label[found[0]], label[number]
            if one != other and not any({label[a], label[b]} == {one, other} for a, b in apart or []):
                label = [one if each == other else each for each in label]
    return [[n for n in range(len(records)) if label[n] == each] for each in dict.fromkeys(label)]
