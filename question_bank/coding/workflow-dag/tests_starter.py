# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_step_comes_after_what_it_needs():
    workflow = Workflow({"clean": ["fetch"], "fetch": []})
    assert workflow.order() == ["fetch", "clean"]
