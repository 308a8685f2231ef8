"""Plays calls against a server whose replies stand in a list, with a clock that only requests and sleeps move."""

MOST_SENT = 5_000
ERRORS = {
    error.__name__: error
    for error in (
        ConnectionError,
        ConnectionRefusedError,
        ConnectionResetError,
        KeyError,
        PermissionError,
        TimeoutError,
        ValueError,
    )
}


class Service:
    """The clock, the chance and the server of a test."""

    def __init__(self, shares):
        self.now = 0
        self.shares = shares  # in thousandths, used in turns
        self.drawn = 0
        self.ceilings = []
        self.sent = []
        self.raised = None
        self.last = None

    def clock(self):
        return self.now

    def sleep(self, ms):
        if ms < 0:
            raise ValueError("sleep was asked for less than no time")
        self.now += ms

    def draw(self, most):
        self.ceilings.append(most)
        self.drawn += 1
        return most * self.shares[(self.drawn - 1) % len(self.shares)] // 1000

    def answer(self, replies):
        """A `send` for one call; when the replies are used up, the last one is given again."""
        self.ceilings, self.sent, self.raised, self.last = [], [], None, None

        def send():
            if len(self.sent) == MOST_SENT:
                raise RuntimeError("the request was sent without end")
            took, what, *retry_after = replies[min(len(self.sent), len(replies) - 1)]
            self.sent.append(self.now)
            self.now += took
            if isinstance(what, str):
                self.raised = ERRORS[what](what)
                raise self.raised
            self.last = {"status": what}
            if retry_after:
                self.last["retry_after_ms"] = retry_after[0]
            return self.last

        return send


def drive(solution, options, calls, shares=(1000,), look_at="all"):
    """What became of each call `[at, replies, how]`.

    Returns:
        For each call its outcome, when each request was sent, what `draw` was asked for and when the call ended; with
        `look_at="counts"` only the outcome, the number of requests and the end.
    """
    service = Service(shares)
    retrier = solution(service.clock, service.sleep, service.draw, **options)
    results = []
    for at, replies, how in calls:
        service.now = max(service.now, at)
        send = service.answer(replies)
        try:
            reply = retrier.call(send, **how)
            outcome = reply["status"] if reply is service.last else "not the last reply"
        except Exception as error:
            if error is not service.raised:
                raise
            outcome = type(error).__name__
        if look_at == "counts":
            results.append([outcome, len(service.sent), service.now])
        else:
            results.append({"outcome": outcome, "sent": service.sent, "drawn": service.ceilings, "end": service.now})
    return results
