# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_reply_without_calls_is_the_answer():
    result = run(lambda messages: {"text": "Hello."}, {}, "Hi", 3)
    assert result == {
        "status": "done",
        "answer": "Hello.",
        "messages": [{"role": "user", "text": "Hi"}, {"role": "assistant", "text": "Hello.", "calls": []}],
    }
