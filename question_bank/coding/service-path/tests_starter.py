# Each function named test_... is run once. The names of your solution can be used directly.


def test_the_detour_is_faster():
    links = [("web", "model", 90), ("web", "cache", 20), ("cache", "model", 30)]
    assert tuple(route(links, "web", "model")) == (50, ["web", "cache", "model"])
