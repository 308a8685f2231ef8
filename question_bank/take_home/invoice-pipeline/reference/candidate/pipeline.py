"""The pipeline: read, check, and book once, or say why a person must look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from candidate import checking, writing
from candidate.ledger import Ledger
from candidate.reading import Read, read


class Pipeline:
    """Documents in, bookings out."""

    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self._suppliers = json.loads((data_dir / "suppliers.json").read_text(encoding="utf-8"))
        self._labels = json.loads((data_dir / "labels.json").read_text(encoding="utf-8"))
        self._ledger = Ledger(state_dir / "ledger.db")

    def process(self, doc_id: str, text: str) -> dict[str, Any]:
        """Book a document, or say why not."""
        found = read(text, self._labels)
        if not found.kind:
            return {"status": "ignored", "reasons": [], "repaired": [], "fields": {}}
        supplier = next((one for one in self._suppliers if one["name"] in found.head), None)
        fields, repaired = self._fields(found, supplier)
        number = fields["number"]
        if supplier is not None and number is not None and self._ledger.has(supplier["id"], number):
            return {"status": "duplicate", "reasons": ["booked_before"], "repaired": [], "fields": fields}
        reasons = self._reasons(found, supplier, fields)
        if reasons:
            return {"status": "review", "reasons": reasons, "repaired": repaired, "fields": fields}
        self._ledger.book(fields["supplier"], number, doc_id)
        return {"status": "booked", "reasons": [], "repaired": repaired, "fields": fields}

    @staticmethod
    def _fields(found: Read, supplier: dict[str, Any] | None) -> tuple[dict[str, Any], list[str]]:
        values = found.values
        amounts, repaired = checking.amounts(values)
        days = {name: writing.day(values.get(name, "")) for name in ("issued", "due")}
        fields: dict[str, Any] = {
            "supplier": supplier and supplier["id"],
            "number": values.get("number"),
            "currency": writing.currency(values.get("total", "")),
            "account": values.get("account"),
            **{name: day and day.isoformat() for name, day in days.items()},
            **{name: None if one is None else float(one) for name, one in amounts.items()},
        }
        if found.kind == "credit_note":
            fields["refers"] = values.get("refers")
        return fields, repaired

    def _reasons(self, found: Read, supplier: dict[str, Any] | None, fields: dict[str, Any]) -> list[str]:
        amounts, _ = checking.amounts(found.values)
        told = {
            "unknown_supplier": supplier is None,
            "missing_number": fields["number"] is None,
            "missing_day": fields["issued"] is None or fields["due"] is None,
            "due_before_issued": bool(fields["issued"] and fields["due"] and fields["due"] < fields["issued"]),
            "sums_differ": not checking.adds_up(amounts),
            "tax_differs": not checking.tax_fits(amounts, found.rate),
            "account_differs": supplier is not None and fields["account"] != supplier["account"],
            "currency_differs": supplier is not None and fields["currency"] != supplier["currency"],
            "unknown_invoice": self._is_lone(found, supplier, fields),
        }
        return [reason for reason, is_so in told.items() if is_so]

    def _is_lone(self, found: Read, supplier: dict[str, Any] | None, fields: dict[str, Any]) -> bool:
        if found.kind != "credit_note":
            return False
        refers = fields.get("refers")
        return supplier is None or refers is None or not self._ledger.has(supplier["id"], refers)
