# Each function named test_... is run once. The names of your solution can be used directly.


def test_two_machines_answer_in_time():
    assert smallest_fleet([(0, 40), (10, 40), (20, 40)], 60) == 2
