# Each function named test_... is run once. The names of your solution can be used directly.


def test_one_step_apart_in_one_of_three():
    agreement = Agreement(["bad", "fair", "good"])
    judge = {"a": "bad", "b": "good", "c": "good"}
    human = {"a": "bad", "b": "fair", "c": "good"}
    assert abs(agreement.kappa(judge, human) - 0.8) < 1e-9
