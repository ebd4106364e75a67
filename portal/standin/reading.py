"""What the national portal holds, for eyes and programs, and the orders for its bad days."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from portal.standin import faults, gateway, pages
from portal.standin.store import OFFICE, Store
from portal.standin.web import Reply, Request, answer, problem

SHOWN = 200  # cases on the page; programs get all


@dataclass(frozen=True, slots=True)
class Reading:
    """The room: read-only but for faults and reset."""

    store: Store

    def home(self, request: Request) -> Reply:
        """GET /."""
        return pages.home(self._cases(SHOWN), self._count())

    def case(self, request: Request, code: str) -> Reply:
        """GET /ho-so/{code}/."""
        held = self._case(unquote(code))
        return pages.missing() if held is None else pages.case(unquote(code), held)

    def messages(self, request: Request) -> Reply:
        """GET /tin-nhan/."""
        return pages.messages(gateway.listed(self.store))

    def api_cases(self, request: Request) -> Reply:
        """GET /api/cases → every case, the newest change first."""
        return answer(self._cases(-1))

    def api_case(self, request: Request, code: str) -> Reply:
        """GET /api/cases/{code} → {snapshot, progress, calls, journey, doubts}."""
        held = self._case(unquote(code))
        if held is None:
            return problem(404, "No call was ever made about this case")
        return answer(held)

    def api_messages(self, request: Request) -> Reply:
        """GET /api/messages?to= → every SMS and e-mail, oldest first."""
        return answer(gateway.listed(self.store, request.query.get("to", "")))

    def api_faults(self, request: Request) -> Reply:
        """GET /api/faults → the orders still open, and the kinds there are."""
        kinds = faults.BEFORE | faults.AFTER | faults.ASSERTIONS
        return answer({"open": faults.waiting(self.store), "kinds": kinds})

    def order_fault(self, request: Request) -> Reply:
        """POST /api/faults {service, kind, times, …}, one order or a list of them."""
        try:
            asked = request.json
            orders = [
                faults.read(one) for one in (asked if isinstance(asked, list) else [asked])
            ]
        except ValueError as wrong:  # JSON that is none, or faults.BadOrder
            return problem(422, "This fault cannot be ordered", detail=str(wrong))
        for one in orders:
            faults.order(self.store, one)
        return answer({"open": faults.waiting(self.store)}, 201)

    def reset(self, request: Request) -> Reply:
        """POST /api/reset: forget cases, calls, faults, messages and sessions."""
        self.store.forget()
        return answer({"ok": True})

    def _count(self) -> int:
        return self.store.rows("SELECT count(*) AS n FROM cases")[0]["n"]

    def _cases(self, most: int) -> list[dict[str, Any]]:
        newest = "SELECT * FROM cases ORDER BY at DESC, rowid DESC LIMIT ?"
        rows = self.store.rows(newest, most)
        return [
            self._summary(row["code"], json.loads(row["snapshot"]), row["at"]) for row in rows
        ]

    def _summary(self, code: str, snapshot: dict[str, Any], at: str) -> dict[str, Any]:
        return {
            "code": code,
            "procedure": snapshot["TenTTHC"],
            "agency": snapshot["DonViXuLy"],
            "status": snapshot["TrangThaiHoSo"],
            "journey": self._journey(code),
            "at": at,
        }

    def _case(self, code: str) -> dict[str, Any] | None:
        row = self.store.row("SELECT * FROM cases WHERE code = ?", code)
        calls = self.store.rows("SELECT * FROM calls WHERE code = ? ORDER BY n", code)
        if row is None and not calls:
            return None
        return {
            "snapshot": json.loads(row["snapshot"]) if row else None,
            "doubts": json.loads(row["doubts"]) if row else [],
            "progress": [_step(entry) for entry in self._progress(code)],
            "journey": self._journey(code),
            "calls": [
                {
                    "service": call["service"],
                    "at": call["at"],
                    "result": call["result"],
                    "message": call["said"],
                }
                for call in calls
            ],
        }

    def _progress(self, code: str) -> Iterable[dict[str, Any]]:
        rows = self.store.rows("SELECT entry FROM progress WHERE code = ? ORDER BY n", code)
        return (json.loads(row["entry"]) for row in rows)

    def _journey(self, code: str) -> list[str]:
        """The statuses of the progress rows, repeats collapsed: 1 2 4 5 4 9 10."""
        journey: list[str] = []
        for entry in self._progress(code):
            if journey[-1:] != [entry["TrangThai"]]:
                journey.append(entry["TrangThai"])
        return journey


def _step(entry: dict[str, Any]) -> dict[str, Any]:
    moment = datetime.strptime(entry["ThoiDiemXuLy"], "%Y%m%d%H%M%S").replace(tzinfo=OFFICE)
    return {
        "status": entry["TrangThai"],
        "at": moment.isoformat(),
        "text": entry["NoiDungXuLy"],
        "officer": entry["NguoiXuLy"],
        "unit": entry.get("PhongBanXuLy") or "",
    }
