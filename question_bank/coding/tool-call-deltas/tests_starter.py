# Each function named test_... is run once. The names of your solution can be used directly.


def test_two_pieces_of_one_call():
    assembler = Assembler()
    assembler.feed({"index": 0, "id": "c1", "name": "drill", "arguments": '{"depth"'})
    assembler.feed({"index": 0, "arguments": ": 12}"})
    assert assembler.calls() == [{"index": 0, "id": "c1", "name": "drill", "arguments": '{"depth": 12}'}]
