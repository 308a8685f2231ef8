from bisect import insort
from collections.abc import Iterator
from itertools import islice

MOST_SUGGESTED = 10


class Node:
    """One text with which names begin.

    Attributes:
        children: The node behind each next character.
        is_name: Whether the text is itself a name.
        below: How many names begin with the text.
        top: The best of these names, in order.
    """

    __slots__ = ("below", "children", "is_name", "top")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.is_name = False
        self.below = 0
        self.top: list[str] = []


class ToolNames:
    """The names of all tools, as a console needs them."""

    def __init__(self) -> None:
        self._root = Node()
        self._uses: dict[str, int] = {}

    def add(self, name: str) -> bool:
        """Take in a name; returns whether it is new."""
        if name in self._uses:
            return False
        self._uses[name] = 0
        path = [self._root]
        for character in name:
            path.append(path[-1].children.setdefault(character, Node()))
        path[-1].is_name = True
        for node in path:
            node.below += 1
        self._lift(name, path)
        return True

    def names(self, prefix: str, limit: int) -> list[str]:
        """The first names that begin with a prefix, sorted."""
        node = self._find(prefix)
        return [] if node is None else list(islice(self._sorted_below(node, prefix), limit))

    def extend(self, prefix: str) -> str | None:
        """The longest text with which all names begin that begin with a prefix; None if there are none."""
        node = self._find(prefix)
        if node is None:
            return None
        text = prefix
        while not node.is_name and len(node.children) == 1:
            ((character, node),) = node.children.items()
            text += character
        return text

    def resolve(self, typed: str) -> str | None:
        """The name that is meant: the same one, or the only one that begins so."""
        if typed in self._uses:
            return typed
        node = self._find(typed)
        return node.top[0] if node is not None and node.below == 1 else None

    def shortest(self, name: str) -> str | None:
        """The shortest text that resolves to a name; None if the name is not known."""
        if name not in self._uses:
            return None
        for length, node in enumerate(self._path(name)):
            if length and node.below == 1:
                return name[:length]
        return name

    def use(self, name: str) -> int:
        """Count one use; returns the uses so far, 0 for a name that is not known."""
        if name not in self._uses:
            return 0
        self._uses[name] += 1
        self._lift(name, self._path(name))
        return self._uses[name]

    def suggest(self, prefix: str, limit: int) -> list[str]:
        """The names that begin with a prefix, those with more uses first."""
        node = self._find(prefix)
        return [] if node is None else node.top[:limit]

    def _lift(self, name: str, path: list[Node]) -> None:
        """Put a name where it belongs now in the best of each node; since uses only grow, no other one can come in."""
        for node in path:
            if name in node.top:
                node.top.remove(name)
            insort(node.top, name, key=self._rank)
            del node.top[MOST_SUGGESTED:]

    def _rank(self, name: str) -> tuple[int, str]:
        return -self._uses[name], name

    def _path(self, name: str) -> list[Node]:
        """The nodes from the root to a known name."""
        path = [self._root]
        for character in name:
            path.append(path[-1].children[character])
        return path

    def _find(self, prefix: str) -> Node | None:
        """The node of a text with which some name begins."""
        node: Node | None = self._root
        for character in prefix:
            if node is None:
                return None
            node = node.children.get(character)
        return node if node is not None and node.below else None

    def _sorted_below(self, node: Node, text: str) -> Iterator[str]:
        if node.is_name:
            yield text
        for character in node.children:
            yield from self._sorted_below(node.children[character], text + character)
