"""The first thing one would try: a pattern a field, book what was found."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any


class Pipeline:
    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self.suppliers = json.loads((data_dir / "suppliers.json").read_text(encoding="utf-8"))
        self.seen: set[str] = set()

    def process(self, doc_id: str, text: str) -> dict[str, Any]:
        def value(*labels: str) -> str:
            found = re.search(rf"^(?:{'|'.join(labels)}): (.+)$", text, re.MULTILINE)
            return found[1] if found else ""

        def money(*labels: str) -> float | None:
            digits = re.sub(r"[^\d.]", "", value(*labels))
            try:
                return float(digits)
            except ValueError:
                return None

        number = value("Invoice no", "Invoice number")
        supplier = next((one for one in self.suppliers if one["name"] in text), None)
        if number in self.seen:
            return {"status": "duplicate", "reasons": [], "repaired": [], "fields": {}}
        self.seen.add(number)
        total = value("Total", "Amount due")
        fields = {
            "supplier": supplier and supplier["id"],
            "number": number,
            "issued": value("Date", "Issued"),
            "due": value("Due", "Payable by"),
            "net": money("Net", "Subtotal"),
            "tax": money("VAT", "Tax"),
            "total": money("Total", "Amount due"),
            "currency": "EUR" if "EUR" in total or "\u20ac" in total else "USD",
        }
        status = "review" if supplier is None or fields["total"] is None else "booked"
        return {"status": status, "reasons": ["unknown_supplier"], "repaired": [], "fields": fields}
