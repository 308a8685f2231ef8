# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_same_name_has_the_same_placeholder():
    text = "Ana Bell (ana@bell.example) and Ana Bell"
    findings = [(0, 8, "NAME"), (10, 26, "EMAIL"), (32, 40, "NAME")]
    assert Redactor().redact(text, findings) == "[NAME_1] ([EMAIL_1]) and [NAME_1]"
