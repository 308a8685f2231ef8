from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

Rule = tuple[str, str, str]
EVERYBODY = "*"


def visible(
    user: str,
    chunks: Sequence[str],
    parent: Mapping[str, str],
    rules: Sequence[Rule],
    groups: Mapping[str, Sequence[str]] | None = None,
    closed: Collection[str] | None = None,
) -> list[str]:
    """The chunks that a user may see, in the order given."""
    mine = {EVERYBODY, *names_of(user, groups or {})}
    allowed = {node for effect, who, node in rules if effect == "allow" and who in mine}
    denied = {node for effect, who, node in rules if effect == "deny" and who in mine}
    barriers = frozenset(closed or ())

    # For each node met so far: whether an allow reaches it, and whether a deny does.
    reached: dict[str, tuple[bool, bool]] = {}
    for chunk in chunks:
        # By a loop, because the folders may be deeper than Python's stack.
        path = []
        node: str | None = chunk
        while node in parent and node not in reached:
            path.append(node)
            node = parent.get(node)
        allow, deny = reached.get(node, (False, False))
        for step in reversed(path):
            allow = step in allowed or (allow and step not in barriers)
            deny = deny or step in denied
            reached[step] = (allow, deny)
    return [chunk for chunk in chunks if reached.get(chunk) == (True, False)]


def names_of(user: str, groups: Mapping[str, Sequence[str]]) -> set[str]:
    """The user and all groups that hold the user, directly or through other groups."""
    groups_with = defaultdict(list)
    for group, members in groups.items():
        for member in members:
            groups_with[member].append(group)
    names, waiting = {user}, [user]
    while waiting:
        for group in groups_with[waiting.pop()]:
            if group not in names:
                names.add(group)
                waiting.append(group)
    return names
