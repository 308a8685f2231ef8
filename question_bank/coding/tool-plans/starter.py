def plans(steps: list[list[str]], conflicts: list[tuple[str, str]]) -> list[list[str]]:
    """All plans that keep the rules, in the order of the tools in each step."""
    raise NotImplementedError
