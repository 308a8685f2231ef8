class Redactor:
    """Takes personal data out of texts and puts it back."""

    def redact(self, text: str, findings: list[tuple[int, int, str]]) -> str:
        """The text with a placeholder for each piece of personal data."""
        raise NotImplementedError
