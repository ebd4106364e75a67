"""Builders for engine tests: ordinary values unless said."""

from copy import deepcopy
from datetime import datetime, timedelta

import yaml

from procedures.engine import HANOI, OFFICE, WorkCalendar, apply, load
from tests.engine.walk import START, actor, command, submitted

__all__ = [
    "DAYS",
    "START",
    "Case",
    "actor",
    "calendar",
    "command",
    "definition",
    "hours",
    "moment",
]

ROLES = frozenset(
    {"tiep_nhan", "thu_ly", "lanh_dao_phong", "lanh_dao_don_vi", "van_thu", "tra_ket_qua"}
    | {"phoi_hop", "thu_phi", "nguoi_nop", "he_thong", "co_quan_thue"}
)
PROCEDURE = """
schema: 1
code: '1.004873'
name: Cấp Giấy xác nhận tình trạng hôn nhân
time_limits:
- {id: default, amount: 3, unit: working_day}
- {id: xac_minh, case: phải xác minh, amount: 23, unit: working_day}
- {id: them, kind: extension, amount: 5, unit: working_day}
forms:
- id: to_khai
  name: Tờ khai
  sections:
  - id: noi_dung
    title: Nội dung
    fields:
    - {name: muc_dich, label: Mục đích, type: choice, required: true, choices: [Kết hôn, Khác]}
    - name: muc_dich_khac
      label: Mục đích khác
      type: text
      required: true
      visible_if: {field: muc_dich, op: eq, value: Khác}
documents:
- {id: ho_chieu, name: Hộ chiếu}
workflow:
- {id: tiep_nhan, name: Tiếp nhận, kind: receive, role: tiep_nhan, can: [supplement, refuse]}
- id: thu_ly
  name: Thụ lý
  kind: task
  role: thu_ly
  hours: 14
  can: [supplement, propose_reject, extend, consult]
- {id: xac_minh, name: Xác minh, kind: consult, role: phoi_hop, optional: true}
- id: kiem_soat
  name: Kiểm soát
  kind: review
  role: lanh_dao_phong
  hours: 2
  can: [send_back]
- {id: ky, name: Ký, kind: sign, role: lanh_dao_don_vi, hours: 4, can: [send_back]}
- {id: phat_hanh, name: Phát hành, kind: issue, role: van_thu, hours: 2}
- {id: tra, name: Trả kết quả, kind: return, role: tra_ket_qua}
results:
- code: KQ.G15.000038
  name: Giấy xác nhận
  letter:
    frame: certificate
    title: Giấy xác nhận tình trạng hôn nhân
    blocks:
    - {row: Mục đích, value: '{muc_dich}'}
"""
READ = yaml.safe_load(PROCEDURE)
DAYS = WorkCalendar(method="days")


def raw(**changes):
    """The ordinary procedure as read from a file, with top-level keys replaced."""
    return {**deepcopy(READ), **changes}


def definition(**changes):
    return load(raw(**changes))


def steps(*texts):
    """A workflow from one-line YAML mappings, receipt and hand-over added."""
    made = [{"name": "Bước", **yaml.safe_load(f"{{{text}}}")} for text in texts]
    first = {"id": "tiep_nhan", "name": "Tiếp nhận", "kind": "receive", "role": "tiep_nhan"}
    last = {"id": "tra", "name": "Trả", "kind": "return", "role": "tra_ket_qua"}
    return [first, *made, last]


def plain(*texts, **changes):
    """A procedure with this workflow and no letter of its own."""
    return definition(workflow=steps(*texts), results=[], **changes)


def moment(text):
    """A moment in office time: ``moment("2026-11-16 09:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def hours(amount):
    return timedelta(hours=amount)


def calendar(days_off=(), extra_days=(), **more):
    return WorkCalendar.from_data({"days_off": days_off, "extra_days": extra_days}, **more)


class Case:
    """A case that is moved by short calls; keeps every outcome."""

    def __init__(self, rules=None, *, at=START, office=OFFICE, **data):
        self.rules = rules or definition()
        self.at, self.office = at, office
        self.outcomes = [submitted(self.rules, at=at, calendar=office, **data)]

    @property
    def state(self):
        return self.outcomes[-1].state

    @property
    def effects(self):
        """(name, args) of the last move's effects."""
        return [(one.name, dict(one.args)) for one in self.outcomes[-1].effects]

    @property
    def event(self):
        return self.outcomes[-1].events[0]

    def later(self, amount=1.0):
        """Let so many hours pass on the wall."""
        self.at += hours(amount)
        return self

    def do(self, action, step=None, role=None, person=None, **data):
        """Take an action, by default at the first open step by its own role."""
        if step is None:
            step = self.state.open[0] if self.state.open else ""
        applicants = action in {"supplied", "withdraw"} or not step
        role = role or ("nguoi_nop" if applicants else self.rules.step(step).role)
        wanted = command(action, step, role, person, **data)
        outcome = apply(self.rules, self.state, wanted, at=self.at, calendar=self.office)
        self.outcomes.append(outcome)
        return self

    def received(self):
        return self.do("receive")

    def at_signature(self):
        """Received, handled, drafted, controlled."""
        return self.received().do("draft").do("forward").do("forward")
