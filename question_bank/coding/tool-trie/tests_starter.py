# Each function named test_... is run once. The names of your solution can be used directly.


def test_two_names_share_a_beginning():
    tools = ToolNames()
    assert tools.add("drill.up")
    assert tools.add("drill.down")
    assert tools.names("drill", 5) == ["drill.down", "drill.up"]
    assert tools.extend("d") == "drill."
