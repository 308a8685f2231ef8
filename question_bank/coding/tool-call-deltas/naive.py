import json


class Assembler:
    """Right, but looks through all of a call's arguments again at each piece."""

    def __init__(self):
        self._calls = []

    def feed(self, delta):
        call = next((call for call in self._calls if call["index"] == delta["index"]), None)
        if call is None:
            call = {"index": delta["index"], "id": None, "name": None, "arguments": ""}
            self._calls.append(call)
        for key in ("id", "name"):
            if not call[key] and delta.get(key):
                call[key] = delta[key]
        was_closed = is_closed(call["arguments"])
        call["arguments"] += delta.get("arguments") or ""
        if is_closed(call["arguments"]) and not was_closed:
            return as_result(call)
        return None

    def calls(self):
        return sorted(self._calls, key=lambda call: call["index"])

    def results(self):
        return [as_result(call) for call in self.calls()]


def is_closed(text):
    depth, in_string, is_escaped = 0, False, False
    text = text.lstrip(" \t\n\r")
    if not text.startswith("{"):
        return False
    for character in text:
        if is_escaped:
            is_escaped = False
        elif in_string:
            is_escaped = character == "\\"
            in_string = character != '"'
        elif character == '"':
            in_string = True
        elif character in "{}":
            depth += 1 if character == "{" else -1
            if depth == 0:
                return True
    return False


def as_result(call):
    value, error = None, None
    text = call["arguments"].strip(" \t\n\r") or "{}"
    if call["name"] is None:
        error = "no name"
    else:
        try:
            value = json.loads(text)
        except ValueError:
            error = "broken JSON"
    if error is None and not isinstance(value, dict):
        value, error = None, "not an object"
    return {"index": call["index"], "id": call["id"], "name": call["name"], "input": value, "error": error}
