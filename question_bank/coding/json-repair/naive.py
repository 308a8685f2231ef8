import json


class Wrong(Exception):
    pass


class Ended(Exception):
    pass


def extract(text, *, repair=False, cut=False):
    """Right, but tries every closing brace for every opening one."""
    found = []
    at = 0
    while at < len(text):
        if text[at] != "{":
            at += 1
            continue
        for end in range(at, len(text)):
            if text[end] == "}" and (members := whole(text[at : end + 1], repair)) is not None:
                found.append(members)
                at = end
                break
        else:
            if cut and (members := as_far_as_it_goes(text[at:], repair)) is not None:
                return [*found, members]
        at += 1
    return found


def whole(text, repair):
    reader, members = Reader(text[1:], repair), {}
    try:
        reader.members(members)
    except (Wrong, Ended):
        return None
    return None if reader.rest else members


def as_far_as_it_goes(text, repair):
    members = {}
    try:
        Reader(text[1:], repair).members(members)
    except Wrong:
        return None
    except Ended:
        return members
    return None


class Reader:
    def __init__(self, rest, repair):
        self.rest = rest
        self.repair = repair

    def take(self):
        if not self.rest:
            raise Ended
        character = self.rest[0]
        self.rest = self.rest[1:]
        return character

    def look(self):
        while self.rest and self.rest[0] in " \t\n\r":
            self.take()
        if not self.rest:
            raise Ended
        return self.rest[0]

    def members(self, into):
        while self.look() != "}":
            if self.look() != '"':
                raise Wrong
            key = self.string()
            if self.look() != ":":
                raise Wrong
            self.take()
            self.value(lambda value, key=key: into.__setitem__(key, value))
            self.comma("}")
        self.take()

    def items(self, into):
        while self.look() != "]":
            self.value(into.append)
            self.comma("]")
        self.take()

    def comma(self, closing):
        if self.look() == closing:
            return
        if self.take() != ",":
            raise Wrong
        if self.look() == closing and not self.repair:
            raise Wrong

    def value(self, store):
        first = self.look()
        if first == '"':
            store(self.string())
        elif first == "{":
            self.take()
            members = {}
            store(members)
            self.members(members)
        elif first == "[":
            self.take()
            items = []
            store(items)
            self.items(items)
        else:
            store(self.word())

    def string(self):
        characters = [self.take()]
        while len(characters) == 1 or characters[-1] != '"':
            characters.append(self.take())
            if characters[-1] == "\\":
                characters[-1] += self.take()
        return self.load("".join(characters))

    def word(self):
        word = ""
        while True:
            if not self.rest:
                raise Ended
            if self.rest[0] in ' \t\n\r"{}[]:,':
                break
            word += self.take()
        if self.repair and word in ("True", "False", "None"):
            return {"True": True, "False": False, "None": None}[word]
        return self.load(word)

    def load(self, text):
        try:
            return json.loads(text, strict=not self.repair)
        except ValueError:
            raise Wrong from None
