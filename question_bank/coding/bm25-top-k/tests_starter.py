# Each function named test_... is run once. The names of your solution can be used directly.


def test_only_the_document_with_the_word_is_found():
    index = Index(["Order a new belt", "Stop the saw"])
    assert [number for number, _ in index.search("belt", 5)] == [0]
