# Each function named test_... is run once. The names of your solution can be used directly.


def test_tools_in_conflict_are_not_in_one_plan():
    assert plans([["crm", "mail"], ["browser"]], [("crm", "browser")]) == [["mail", "browser"]]
