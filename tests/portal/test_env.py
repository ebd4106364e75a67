"""Settings from the environment: loud when wrong, quiet about secrets."""

import json

import pytest

from portal import env
from portal.checks import demand_secrets, missing_secrets


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


def test_secret_is_read_from_the_file_that_name_file_points_to(data, monkeypatch):
    (data / "secret").write_text("from the file\n")
    monkeypatch.setenv("NATIONAL_PASSWORD_FILE", str(data / "secret"))

    assert env.text("NATIONAL_PASSWORD") == "from the file"


def test_missing_secret_file_is_named(data, monkeypatch):
    monkeypatch.setenv("NATIONAL_PASSWORD_FILE", str(data / "nowhere"))

    with pytest.raises(env.BadSetting) as fault:
        env.text("NATIONAL_PASSWORD")

    assert str(fault.value) == (
        f"NATIONAL_PASSWORD_FILE: cannot read {data}/nowhere (No such file or directory)."
    )


def test_demo_keeps_the_secret_it_made(data):
    first = env.secret("MADE_UP", demo=True)

    assert env.secret("MADE_UP", demo=True) == first
    assert (data / "keys" / "MADE_UP").stat().st_mode & 0o777 == 0o600


def test_missing_secret_outside_a_demo_stays_empty():
    assert env.secret("MADE_UP", demo=False) == ""


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (lambda: env.number("N", 1), "-3", "N must be a whole number from 0 to 1000000000"),
        (lambda: env.number("N", 1), "٣", "N must be a whole number from 0 to 1000000000"),
        (lambda: env.flag("N", True), "maybe", "N must be 1 or 0"),
        (lambda: env.choice("N", "hours", "days"), "weeks", "N must be one of hours, days"),
    ],
)
def test_wrong_value_is_refused_with_what_is_allowed(monkeypatch, read, value, sentence):
    monkeypatch.setenv("N", value)

    with pytest.raises(env.BadSetting) as fault:
        read()

    assert str(fault.value) == f"{sentence}, not {value!r}."


def test_command_beside_a_running_stack_speaks_of_its_port(data):
    (data / "run").mkdir()
    (data / "run" / "environment.json").write_text(json.dumps({"PORT": "9000"}))

    assert env.number("PORT", 8000) == 9000


def test_database_address_is_read_as_postgresql_reads_it():
    found = env.database("postgres://app:p%40ss@db.example/motcua?sslmode=require")

    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "PORT": "",
        "USER": "app",
        "PASSWORD": "p@ss",
        "NAME": "motcua",
        "OPTIONS": {"sslmode": "require"},
    }


def test_serving_without_secrets_is_refused_with_how_to_make_them(settings):
    settings.SECRET_KEY = settings.DATA_KEY = ""

    assert missing_secrets() == ["SECRET_KEY", "DATA_KEY"]
    with pytest.raises(Exception, match="SECRET_KEY is not set. Set SECRET_KEY, or SECRET_K"):
        demand_secrets()
