# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_rule_holds_for_all_that_lies_in_its_node():
    parent = {"saw#1": "saw", "saw": "manuals"}
    rules = [("allow", "ada", "manuals")]
    assert visible("ada", ["saw#1"], parent, rules) == ["saw#1"]
    assert visible("bo", ["saw#1"], parent, rules) == []
