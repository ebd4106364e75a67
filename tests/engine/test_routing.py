"""Which agency decides a case."""

from procedures.engine.routing import Decider, decided_by
from tests.engine.make import definition

HOME = {"province": "46", "commune": "19813", "line": "1"}
FORM = [
    {
        "id": "f",
        "name": "F",
        "sections": [
            {
                "id": "s",
                "title": "S",
                "fields": [
                    {"name": "noi_cu_tru", "label": "Nơi cư trú", "type": "address"},
                    {
                        "name": "duong",
                        "label": "Đường",
                        "type": "choice",
                        "choices": ["ql", "xa"],
                    },
                ],
            }
        ],
    }
]


def test_commune_of_residence_decides_what_communes_decide():
    rules = definition(levels=["xa"], forms=FORM, results=[])

    assert decided_by(rules, {"s.noi_cu_tru": HOME}) == Decider("xa", "", "19813")
    assert decided_by(rules, {}) == Decider("xa", "", "")


def test_province_decides_what_provinces_decide():
    rules = definition(levels=["tinh"], forms=FORM, results=[])

    assert decided_by(rules, {"s.noi_cu_tru": HOME}) == Decider("tinh", "", "")


def test_first_route_that_holds_names_the_agency():
    rules = definition(
        levels=["bo", "tinh", "xa"],
        forms=FORM,
        results=[],
        routing=[
            {"agency": "khu_qldb", "when": {"field": "duong", "op": "eq", "value": "ql"}},
            {"agency": "so_xay_dung", "when": {"field": "duong", "op": "empty"}},
        ],
    )

    assert decided_by(rules, {"s.duong": "ql"}).agency == "khu_qldb"
    assert decided_by(rules, {}).agency == "so_xay_dung"
    assert decided_by(rules, {"s.duong": "xa", "s.noi_cu_tru": HOME}) == Decider(
        "xa", "", "19813"
    )
