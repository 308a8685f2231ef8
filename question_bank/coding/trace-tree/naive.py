class Trace:
    """Right, but looks through all spans for every question."""

    def __init__(self, lines):
        self.spans = {}
        for line in lines:
            name, parent, stage, start, end, *call = line.split()
            self.spans[name] = (parent, stage, int(start), int(end), call)

    def under(self, wanted):
        found = []
        for name, (parent, _, start, *_) in self.spans.items():
            if parent == wanted or (wanted is None and parent not in self.spans):
                found.append((start, name))
        return [name for _, name in sorted(found)]

    def chain(self, name):
        """The span and all above it, the root first."""
        chain = []
        while name in self.spans:
            chain.insert(0, name)
            name = self.spans[name][0]
        return chain

    def tree(self):
        rows, open_ones = [], [(0, name) for name in reversed(self.under(None))]
        while open_ones:
            depth, name = open_ones.pop()
            rows.append((depth, name))
            open_ones += [(depth + 1, child) for child in reversed(self.under(name))]
        return rows

    def stages(self, prices):
        durations, costs = {}, {}
        for name, (_, stage, start, end, call) in self.spans.items():
            chain = self.chain(name)
            named = [self.spans[one][1] for one in chain if self.spans[one][1] != "-"]
            belongs = named[-1] if named else "other"
            if stage != "-" or len(chain) == 1:
                durations.setdefault(belongs, []).append(end - start)
            costs.setdefault(belongs, 0.0)
            if call:
                price_in, price_out = prices[call[0]]
                costs[belongs] += int(call[1]) * price_in / 1e6 + int(call[2]) * price_out / 1e6
        result = {}
        for stage, times in durations.items():
            enough = [time for time in times if 100 * sum(other <= time for other in times) >= 95 * len(times)]
            result[stage] = (len(times), min(enough), costs[stage])
        return result

    def times(self, name):
        """Corrected times, worked out from the root down to this span."""
        moved, outer = 0, None
        for one in self.chain(name):
            _, _, start, end, _ = self.spans[one]
            first, last = start + moved, end + moved
            if outer is not None and first < outer[0]:
                first = outer[0]
            elif outer is not None and last > outer[1]:
                first = max(outer[0], outer[1] - (end - start))
            moved, outer = first - start, (first, first + end - start)
        return outer

    def critical_path(self, span):
        pieces, open_ones = [], [(span, self.times(span)[1])]
        while open_ones:
            name, at = open_ones.pop()
            ended = []
            for child in self.under(name):
                start, end = self.times(child)
                if start < end <= at:
                    ended.append((-end, start, child))
            if ended:
                minus_end, start, child = min(ended)
                pieces.append((name, -minus_end, at))
                open_ones += [(name, start), (child, -minus_end)]
            else:
                pieces.append((name, self.times(name)[0], at))
        return [piece for piece in reversed(pieces) if piece[1] < piece[2]]
