"""The commands ``due`` and ``check_procedures``, as operators call them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procedures.definitions import FOLDER


def said(*args, **options):
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue().strip()


def due(*args):
    return said("due", *args)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("args", "moment"),
    [
        (["--from", "2026-11-23T10:15", "--amount", "1", "--unit", "working_day"],
         "2026-11-25T10:15+07:00"),
        (["--from", "2026-11-23T10:15", "--amount", "1", "--unit", "working_day",
          "--method", "days"], "2026-11-25T17:30+07:00"),
        (["--from", "2026-11-23T03:15+00:00", "--amount", "0.25", "--unit", "working_day"],
         "2026-11-23T14:15+07:00"),
        (["--from", "2026-11-20T15:01", "--amount", "1", "--unit", "working_day",
          "--same-day"],
         "2026-11-23T17:30+07:00"),
        (["--from", "2026-11-16T09:00", "--amount", "8", "--unit", "working_day",
          "--pause", "2026-11-18T09:00/2026-11-19T09:00",
          "--pause", "2026-11-25T15:00/2026-12-02T08:30"], "2026-12-04T14:30+07:00"),
        (["--from", "2026-11-09T09:00", "--amount", "15", "--unit", "calendar_day"],
         "2026-11-25T17:30+07:00"),
        (["--from", "2026-11-16T09:00", "--amount", "3", "--unit", "half_day"],
         "2026-11-17T15:00+07:00"),
    ],
)  # fmt: skip
def test_due_prints_the_moment_in_office_time(args, moment):
    assert due(*args) == moment


@pytest.mark.django_db
def test_due_speaks_json():
    args = ("--from", "2026-11-23T10:15", "--amount", "1", "--unit", "working_day", "--json")

    assert json.loads(due(*args)) == {"due_at": "2026-11-25T10:15+07:00"}


@pytest.mark.parametrize(
    "args",
    [
        ["--from", "yesterday", "--amount", "1", "--unit", "working_day"],
        ["--from", "2026-11-23T10:15", "--amount", "0", "--unit", "working_day"],
        ["--from", "2026-11-23T10:15", "--amount", "nan", "--unit", "working_day"],
        ["--from", "2026-11-23T10:15", "--amount", "x", "--unit", "working_day"],
        ["--from", "2026-11-23T10:15", "--amount", "1.5", "--unit", "month"],
        ["--from", "2026-11-23T10:15", "--amount", "1", "--unit", "month", "--same-day"],
        ["--from", "2026-11-23T10:15", "--amount", "1", "--unit", "month", "--pause", "now"],
    ],
)
def test_due_calls_wrong_use_by_its_name(args):
    with pytest.raises(CommandError) as caught:
        due(*args)

    assert caught.value.returncode == 2


def test_shipped_procedures_are_sound():
    report = json.loads(said("check_procedures", "--json"))

    assert all(one["faults"] == [] for one in report["files"])
    assert len(report["files"]) == len(list(FOLDER.glob("[0-9]*.yaml")))


def test_faults_of_a_file_are_named_and_counted(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_text("schema: 1\ncode: '1.000001'\nname: X\ncolour: red\n")
    out = StringIO()

    with pytest.raises(CommandError) as caught:
        call_command("check_procedures", str(file), "--json", stdout=out, stderr=StringIO())

    (report,) = json.loads(out.getvalue())["files"]
    assert (report["file"], report["code"]) == ("x.yaml", "1.000001")
    assert {"path": "colour", "message": "is not a known key"} in report["faults"]
    assert caught.value.returncode == 1


def test_missing_file_is_wrong_use(tmp_path):
    with pytest.raises(CommandError) as caught:
        said("check_procedures", str(tmp_path / "none.yaml"))

    assert caught.value.returncode == 2
