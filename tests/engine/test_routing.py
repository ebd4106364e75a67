"""Which agency decides a case."""

import pytest

from procedures.definitions import shipped
from procedures.engine import load
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


def test_commune_of_the_place_it_is_about_decides_before_that_of_residence():
    fields = [
        *FORM[0]["sections"][0]["fields"],
        {"name": "nha", "label": "Nhà", "type": "address"},
    ]
    form = [
        {"id": "f", "name": "F", "sections": [{"id": "s", "title": "S", "fields": fields}]}
    ]
    rules = definition(levels=["xa"], forms=form, results=[], place=["nha"])
    site = HOME | {"commune": "19789"}

    assert decided_by(rules, {"s.noi_cu_tru": HOME, "s.nha": site}).commune == "19789"
    assert decided_by(rules, {"s.noi_cu_tru": HOME}).commune == "19813"


@pytest.mark.parametrize(
    ("code", "place"),
    [
        # NĐ 123/2015/NĐ-CP art. 21: where the person lives whose status is certified
        ("1.004873", "nguoi_duoc_xac_nhan.xn_noi_cu_tru"),
        ("1.001612", "hkd.dia_chi"),
        ("1.011607", "ho.dia_chi"),
        ("1.013225", "cong_trinh.dia_diem"),
    ],
)
def test_shipped_procedure_goes_where_the_matter_lies(code, place):
    (content,) = [one.content for one in shipped() if one.content["code"] == code]
    facts = {"nguoi_nop_ca_nhan.noi_cu_tru": HOME, place: HOME | {"commune": "19789"}}

    assert decided_by(load(content), facts).commune == "19789"


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
