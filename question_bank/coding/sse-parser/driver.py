"""Feeds a parser chunk by chunk and notes which chunk completed which event."""


def pieces(chunks, cut):
    """The chunks, each in pieces of `cut` bytes (0: whole)."""
    for chunk in chunks:
        if chunk is None or not cut:
            yield chunk
        else:
            yield from (chunk[at : at + cut] for at in range(0, len(chunk), cut))


def drive(solution, chunks, cut=0, ask=()):
    """Return the events, and the attributes named in `ask` as they are at the end."""
    parser = solution()
    events = []
    for number, chunk in enumerate(pieces(chunks, cut)):
        if chunk is None:
            parser.reconnect()
        else:
            events.extend([number, kind, data] for kind, data in parser.feed(chunk))
    return {"events": events, **{name: getattr(parser, name) for name in ask}}
