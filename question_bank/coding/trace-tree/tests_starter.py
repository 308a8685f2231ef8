# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_child_may_be_logged_before_its_parent():
    trace = Trace(["r1 a retrieve 10 30", "a - answer 0 100"])
    assert [tuple(row) for row in trace.tree()] == [(0, "a"), (1, "r1")]
