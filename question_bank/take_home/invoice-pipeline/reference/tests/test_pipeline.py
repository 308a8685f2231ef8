"""What is booked and what is not, each with the smallest document that shows it."""

import json
import tempfile
import unittest
from pathlib import Path

from candidate.pipeline import Pipeline

SUPPLIERS = [{"id": "S-1", "name": "Elm Tools Ltd", "account": "XX11 1", "currency": "EUR"}]
LABELS = {
    "number": ["Invoice no"],
    "issued": ["Date"],
    "due": ["Due"],
    "net": ["Net"],
    "tax": ["VAT"],
    "total": ["Total"],
    "account": ["Account"],
    "refers": ["Refers to"],
}
TEXT = (
    "Elm Tools Ltd\nINVOICE\nInvoice no: A-1\nDate: 05.03.2026\nDue: 19 March 2026\n\nGoods, tax 20 %\nNet: 1.010,00 EUR\n"
    "VAT: 202,00 EUR\nTotal: 1.212,00 EUR\nAccount: XX11 1\n"
)


class Processing(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        (self.root / "suppliers.json").write_text(json.dumps(SUPPLIERS))
        (self.root / "labels.json").write_text(json.dumps(LABELS))
        self.pipeline = Pipeline(self.root, self.root)

    def process(self, text=TEXT):
        return self.pipeline.process("d", text)

    def test_a_sound_one_is_booked_with_typed_fields(self):
        found = self.process()
        self.assertEqual(found["status"], "booked")
        self.assertEqual((found["fields"]["issued"], found["fields"]["due"]), ("2026-03-05", "2026-03-19"))
        self.assertEqual((found["fields"]["net"], found["fields"]["total"]), (1010.0, 1212.0))

    def test_it_is_booked_once_even_after_a_kill(self):
        self.process()
        self.pipeline = Pipeline(self.root, self.root)
        self.assertEqual(self.process()["status"], "duplicate")

    def test_sums_must_agree(self):
        self.assertEqual(self.process(TEXT.replace("1.212,00", "1.213,00"))["reasons"], ["sums_differ"])

    def test_a_letter_is_repaired_where_the_sum_proves_it(self):
        found = self.process(TEXT.replace("1.010,00", "l.O1O,OO"))
        self.assertEqual((found["status"], found["repaired"], found["fields"]["net"]), ("booked", ["net"], 1010.0))

    def test_and_not_where_it_does_not(self):
        found = self.process(TEXT.replace("1.010,00", "l.O2O,OO"))
        self.assertEqual((found["status"], found["fields"]["net"]), ("review", None))

    def test_another_account_goes_to_a_person(self):
        self.assertEqual(self.process(TEXT.replace("XX11 1", "XX99 9"))["reasons"], ["account_differs"])

    def test_a_credit_note_needs_its_invoice(self):
        credit = TEXT.replace("INVOICE", "CREDIT NOTE").replace("A-1", "A-2") + "Refers to: A-1\n"
        self.assertEqual(self.process(credit)["reasons"], ["unknown_invoice"])
        self.process()
        self.assertEqual(self.process(credit)["status"], "booked")

    def test_a_letter_to_all_is_ignored(self):
        self.assertEqual(self.process("Dear all,\n")["status"], "ignored")


if __name__ == "__main__":
    unittest.main()
