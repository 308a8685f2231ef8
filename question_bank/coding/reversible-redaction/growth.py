"""Inputs for the growth of run time: a mail of n characters with a finding in every twenty, and its echo as a stream."""


def make_input(n, seed):
    """The steps of the driver for a text of n characters."""
    mail = "".join(f"from {(number * 7919 + seed) % n:07} to you, " for number in range(n // 20))
    findings = [[20 * number + 5, 20 * number + 12, "PHONE"] for number in range(n // 20)]
    draft = "".join(f"call [PHONE_{number + 1}] soon " for number in range(n // 20))
    return ([["redact", mail, findings], *(["feed", draft[at : at + 6]] for at in range(0, n, 6)), ["close"]],)
