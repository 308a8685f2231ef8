import re


class Redactor:
    """Right, but compares all findings with one another and looks for every placeholder at every place."""

    def __init__(self):
        self.given = []  # (kind, original, placeholder)
        self.draft = ""
        self.shown = 0

    def redact(self, text, findings):
        found = [finding for finding in findings if finding[0] < finding[1]]
        found += [(*match.span(), "TEXT") for match in re.finditer(r"\[[A-Z]+_[0-9]+\]", text)]
        groups = []
        for finding in found:
            touched = [group for group in groups if any(a < finding[1] and finding[0] < b for a, b, _ in group)]
            groups = [group for group in groups if group not in touched]
            groups.append([finding, *(member for group in touched for member in group)])
        for group in sorted(groups, key=min):
            start, end = min(a for a, _, _ in group), max(b for _, b, _ in group)
            kind = min((a - b, a, kind) for a, b, kind in group)[2]
            self.placeholder(kind, text[start:end])
        for group in sorted(groups, key=min, reverse=True):
            start, end = min(a for a, _, _ in group), max(b for _, b, _ in group)
            kind = min((a - b, a, kind) for a, b, kind in group)[2]
            text = text[:start] + self.placeholder(kind, text[start:end]) + text[end:]
        return text

    def placeholder(self, kind, original):
        for one, other, placeholder in self.given:
            if (one, other) == (kind, original):
                return placeholder
        number = 1 + sum(one == kind for one, _, _ in self.given)
        self.given.append((kind, original, f"[{kind}_{number}]"))
        return self.given[-1][2]

    def restore(self, text):
        result, at = "", 0
        while at < len(text):
            for _, original, placeholder in self.given:
                if text.startswith(placeholder, at):
                    result += original
                    at += len(placeholder)
                    break
            else:
                result += text[at]
                at += 1
        return result

    def feed(self, chunk):
        self.draft += chunk
        for ready in range(len(self.draft) + 1):
            held = self.draft[ready:]
            if not held or any(other.startswith(held) and other != held for _, _, other in self.given):
                break
        restored = self.restore(self.draft[:ready])
        shown, self.shown = self.shown, len(restored)
        return restored[shown:]

    def close(self):
        rest = self.restore(self.draft)[self.shown :]
        self.draft, self.shown = "", 0
        return rest
