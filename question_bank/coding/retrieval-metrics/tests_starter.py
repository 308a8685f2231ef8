# Each function named test_... is run once. The names of your solution can be used directly.


def test_one_of_two_relevant_documents_is_found():
    evaluator = Evaluator({"belt": {"d1": 3, "d2": 0, "d3": 1}})
    assert evaluator.recall("belt", ["d2", "d3"], 2) == 0.5
