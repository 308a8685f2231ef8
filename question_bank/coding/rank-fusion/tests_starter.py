# Each function named test_... is run once. The names of your solution can be used directly.


def test_found_by_both_comes_first():
    assert fuse([["saw", "drill"], ["drill", "lathe"]], 3) == ["drill", "saw", "lathe"]
