class Limiter:
    """Right, but looks at every ticket that counts in every call."""

    def __init__(self, max_requests, max_tokens, clock):
        self.max_requests = max_requests
        self.max_tokens = max_tokens
        self.clock = clock
        self.given = 0
        self.tickets = []  # [number, time, tokens, settled]

    def counting(self, now):
        self.tickets = [ticket for ticket in self.tickets if ticket[1] + 60_000 > now]
        return self.tickets

    def fits(self, tickets, tokens):
        return len(tickets) < self.max_requests and sum(ticket[2] for ticket in tickets) + tokens <= self.max_tokens

    def acquire(self, tokens):
        now = self.clock()
        if not self.fits(self.counting(now), tokens):
            return None
        self.given += 1
        self.tickets.append([self.given, now, tokens, False])
        return self.given

    def settle(self, ticket, used):
        for one in self.counting(self.clock()):
            if one[0] == ticket and not one[3]:
                one[2], one[3] = used, True
                return True
        return False

    def wait_ms(self, tokens):
        now = self.clock()
        tickets = self.counting(now)
        if tokens > self.max_tokens:
            return None
        if self.fits(tickets, tokens):
            return 0
        requests, total = len(tickets), sum(ticket[2] for ticket in tickets)
        for ticket in tickets:
            requests -= 1
            total -= ticket[2]
            if requests < self.max_requests and total + tokens <= self.max_tokens:
                return ticket[1] + 60_000 - now
        return None
