from math import log


class Index:
    """Right, but looks at every document in every search."""

    def __init__(self, documents):
        self.documents = {}
        self.given = 0
        for text in documents:
            self.add(text)

    def words(self, text):
        return "".join(each if each.isalnum() else " " for each in text.lower()).split()

    def add(self, text):
        self.documents[self.given] = self.words(text)
        self.given += 1
        return self.given - 1

    def remove(self, number):
        return self.documents.pop(number, None) is not None

    def search(self, query, k):
        pieces = query.split()
        wanted = [word for piece in pieces if piece[0] != "-" for word in self.words(piece)]
        excluded = [word for piece in pieces if piece[0] == "-" for word in self.words(piece)]
        count = len(self.documents)
        average = sum(len(words) for words in self.documents.values()) / max(1, count)
        holding = {word: sum(word in words for words in self.documents.values()) for word in wanted}
        hits = []
        for number, words in self.documents.items():
            if not any(word in words for word in wanted) or any(word in words for word in excluded):
                continue
            score = 0
            for word in wanted:
                found = words.count(word)
                weight = log(1 + (count - holding[word] + 0.5) / (holding[word] + 0.5))
                score += weight * found * 2.5 / (found + 1.5 * (0.25 + 0.75 * len(words) / average))
            hits.append((-round(score, 4), number))
        return [(number, -score) for score, number in sorted(hits)[:k]]
