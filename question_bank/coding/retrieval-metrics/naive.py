from math import log2


class Evaluator:
    """Right, but drops repeats by searching in a list and tries every k."""

    def __init__(self, grades):
        self.grades = grades

    def relevant(self, query):
        return {each: grade for each, grade in self.grades.get(query, {}).items() if grade >= 1}

    def first(self, ranking, k):
        documents = []
        for each in ranking:
            if each not in documents:
                documents.append(each)
        return documents[:k]

    def recall(self, query, ranking, k):
        relevant = self.relevant(query)
        if not relevant:
            return None
        return len([each for each in self.first(ranking, k) if each in relevant]) / len(relevant)

    def reciprocal_rank(self, query, ranking, k):
        relevant = self.relevant(query)
        if not relevant:
            return None
        for number, each in enumerate(self.first(ranking, k)):
            if each in relevant:
                return 1 / (number + 1)
        return 0.0

    def ndcg(self, query, ranking, k):
        relevant = self.relevant(query)
        if not relevant:
            return None
        gains = [2 ** relevant[each] - 1 if each in relevant else 0 for each in self.first(ranking, k)]
        best = sorted((2**grade - 1 for grade in relevant.values()), reverse=True)[:k]
        return self.dcg(gains) / self.dcg(best)

    def dcg(self, gains):
        return sum(gain / log2(number + 2) for number, gain in enumerate(gains))

    def report(self, run, k):
        rows = [
            [metric(query, run.get(query, []), k) for query in self.grades if self.relevant(query)]
            for metric in (self.recall, self.reciprocal_rank, self.ndcg)
        ]
        means = [sum(row) / len(row) if row else None for row in rows]
        return dict(zip(["recall", "mrr", "ndcg"], means, strict=True))

    def smallest_k(self, run, target):
        for k in range(1, 1 + max([1, *map(len, run.values())])):
            recall = self.report(run, k)["recall"]
            if recall is not None and recall >= target - 1e-9:
                return k
        return None
