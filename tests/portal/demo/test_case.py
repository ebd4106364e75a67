"""The demo's verdict: what it writes down, and that it never calls a broken portal right."""

from portal.demo.case import play
from portal.demo.telling import Told

KEYS = {"ok", "steps", "code", "letters", "national"}


def test_a_portal_that_does_not_answer_is_not_right():
    said: list[str] = []
    told = Told(say=said.append)

    play(told, url="http://127.0.0.1:9", standin="http://127.0.0.1:9")

    record = told.record()
    assert set(record) == KEYS
    assert record["ok"] is False
    assert [set(step) for step in record["steps"]] == [{"what", "by", "seconds", "status"}]
    assert said[-2].endswith("1 điều chưa đúng:")


def test_one_thing_that_is_wrong_makes_the_whole_wrong():
    told = Told(say=lambda line: None)
    told.check("chữ ký", True)
    assert told.ok

    told.check("PDF/A", False, "thiếu phông chữ")

    assert (told.ok, told.wrong) == (False, ["PDF/A: thiếu phông chữ"])
