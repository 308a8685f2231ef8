# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_line_break_is_a_space():
    source = "Oil the  bed\nevery 40 hours."
    (start, end), *_ = locate({"lathe": source}, [["lathe", "bed every 40"]])
    assert source[start:end] == "bed\nevery 40"
