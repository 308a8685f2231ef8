class Agreement:
    """Right, but works kappa out anew for every case that is left out."""

    def __init__(self, grades):
        self.grades = grades

    def kappa(self, judge, human):
        pairs = [(self.grades.index(judge[case]), self.grades.index(human[case])) for case in judge if case in human]
        size = len(self.grades)
        mine, theirs = [0] * size, [0] * size
        for one, other in pairs:
            mine[one] += 1
            theirs[other] += 1
        observed = sum((one - other) ** 2 for one, other in pairs) * len(pairs)
        expected = sum(mine[i] * theirs[j] * (i - j) ** 2 for i in range(size) for j in range(size))
        return 1 - observed / expected if expected else None

    def diff(self, before, after, human):
        def distance(run, case):
            return abs(self.grades.index(run[case]) - self.grades.index(human[case]))

        lists = {key: [] for key in ("fixed", "broken", "closer", "farther", "lost", "new")}
        for case in sorted(human):
            if case in before and case in after:
                was, now = distance(before, case), distance(after, case)
                if was and not now:
                    lists["fixed"].append(case)
                elif now and not was:
                    lists["broken"].append(case)
                elif now != was:
                    lists["closer" if now < was else "farther"].append(case)
            elif case in before:
                lists["lost"].append(case)
            elif case in after:
                lists["new"].append(case)
        return lists

    def pulls_down(self, judge, human, limit):
        whole = self.kappa(judge, human)
        rows = []
        for case in judge:
            if whole is not None and case in human:
                without = self.kappa({other: grade for other, grade in judge.items() if other != case}, human)
                if without is not None and round(without, 9) > round(whole, 9):
                    rows.append((-round(without, 9), case))
        return [case for _, case in sorted(rows)][:limit]
