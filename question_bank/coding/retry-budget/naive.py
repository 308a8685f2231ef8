class Retrier:
    """Right, but goes through the whole history for every retry."""

    def __init__(
        self, clock, sleep, draw, *, attempts, base_ms, cap_ms, budget_percent=None, budget_min=0, window_ms=10_000
    ):
        self.clock, self.sleep, self.draw = clock, sleep, draw
        self.attempts, self.base_ms, self.cap_ms = attempts, base_ms, cap_ms
        self.percent, self.least, self.window_ms = budget_percent, budget_min, window_ms
        self.history = []  # (time, whether it is a retry)

    def granted(self):
        if self.percent is None:
            return True
        now = self.clock()
        calls = sum(1 for time, retry in self.history if not retry and time > now - self.window_ms)
        retries = sum(1 for time, retry in self.history if retry and time > now - self.window_ms)
        if (retries + 1 - self.least) * 100 > self.percent * calls:
            return False
        self.history.append((now, True))
        return True

    def call(self, send, *, within_ms=None, idempotent=True):
        started = self.clock()
        self.history.append((started, False))
        most = self.base_ms
        for left in reversed(range(self.attempts)):
            reply = error = None
            try:
                reply = send()
                again = reply["status"] in ((408, 429, 500, 502, 503, 504) if idempotent else (429, 503))
            except ConnectionRefusedError as caught:
                error, again = caught, True
            except (ConnectionError, TimeoutError) as caught:
                error, again = caught, idempotent
            if left and again:
                wait = self.draw(min(self.cap_ms, most))
                most *= 2
                if reply is not None:
                    wait = max(wait, reply.get("retry_after_ms", 0))
                in_time = within_ms is None or self.clock() + wait - started < within_ms
                if in_time and self.granted():
                    self.sleep(wait)
                    continue
            break
        if error is not None:
            raise error
        return reply
