# Each function named test_... is run once. The names of your solution can be used directly.


def test_a_scan_is_in_order_of_the_keys():
    database = Database()
    database.set(0, "saw", "taken")
    database.set(0, "sand", "wet")
    assert database.scan(0, "sa", 5) == [("sand", "wet"), ("saw", "taken")]
