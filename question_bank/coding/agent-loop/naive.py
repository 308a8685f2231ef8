import json


def run(model, tools, request, max_steps, max_repeats=None, max_failures=None):
    """Right, but looks through all earlier calls, and reads them again, for each new one."""
    messages = [{"role": "user", "text": request}]
    earlier = []
    failed = 0
    for step in range(max_steps):
        reply = model(messages)
        calls = reply.get("calls", [])
        messages.append({"role": "assistant", "text": reply["text"], "calls": calls})
        if not calls:
            return {"status": "done", "answer": reply["text"], "messages": messages}
        if step == max_steps - 1:
            break
        errors = 0
        for call in calls:
            text, is_error = answer(call, tools, earlier, max_repeats)
            errors += is_error
            messages.append({"role": "tool", "call_id": call["id"], "text": text})
        failed = failed + 1 if errors == len(calls) else 0
        if failed == max_failures:
            return {"status": "stuck", "answer": None, "messages": messages}
    return {"status": "step limit", "answer": None, "messages": messages}


def answer(call, tools, earlier, max_repeats):
    name, text = call["name"], call["arguments"]
    if name not in tools:
        return f"error: unknown tool {name}", True
    try:
        arguments = json.loads(text) if text.strip() else {}
    except ValueError:
        arguments = None
    if not isinstance(arguments, dict):
        return "error: arguments are not a JSON object", True
    known = tools[name]["required"] + tools[name]["optional"]
    if any(key not in arguments for key in tools[name]["required"]) or any(key not in known for key in arguments):
        return f"error: wrong arguments for {name}", True
    if max_repeats is not None and sum(same(call, other) for other in earlier) >= max_repeats:
        return "error: repeated call", True
    earlier.append(call)
    try:
        result = tools[name]["run"](**arguments)
    except Exception as error:  # noqa: BLE001 -- a tool may raise anything
        return f"error: {type(error).__name__}: {error}", True
    return result if isinstance(result, str) else json.dumps(result), False


def same(call, other):
    def canonical(text):
        return json.dumps(json.loads(text) if text.strip() else {}, sort_keys=True)

    return call["name"] == other["name"] and canonical(call["arguments"]) == canonical(other["arguments"])
