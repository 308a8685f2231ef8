# Each function named test_... is run once. The names of your solution can be used directly.


def test_an_event_in_two_chunks():
    parser = SSEParser()
    assert parser.feed(b"data: hel") == []
    assert parser.feed(b"lo\n\n") == [("message", "hello")]
