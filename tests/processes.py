"""Processes of their own on the test's database: to race, and to die in the middle.

They are forked, so they begin where the test stands; each opens its own connection. Use them
in tests marked ``django_db(transaction=True)``, so that what the test made is committed.
"""

import os
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections


@dataclass(frozen=True)
class Raised:
    """The answer of a job that raised."""

    kind: type[Exception]
    args: tuple[Any, ...]


def side_by_side(*jobs: Callable[[], Any]) -> list[Any]:
    """Run all jobs at once, a process each; what each returned, or ``Raised``."""
    connections.close_all()
    hold, release = os.pipe()
    running = [_started(job, hold, release) for job in jobs]
    os.close(hold)
    os.close(release)  # all of them were waiting for this
    return [_ended(pid, answers) for pid, answers in running]


def _started(job: Callable[[], Any], hold: int, release: int) -> tuple[int, int]:
    answers, says = os.pipe()
    pid = os.fork()
    if pid:
        os.close(says)
        return pid, answers
    os.close(release)
    connection.ensure_connection()
    os.read(hold, 1)  # ends when the parent closes the other side
    with os.fdopen(says, "wb") as out:
        pickle.dump(_outcome(job), out)
    os._exit(0)


def _outcome(job: Callable[[], Any]) -> Any:
    try:
        return job()
    except Exception as raised:  # noqa: BLE001 -- it is the answer of a job that lost
        return Raised(type(raised), raised.args)


def _ended(pid: int, answers: int) -> Any:
    with os.fdopen(answers, "rb") as file:
        said = file.read()
    os.waitpid(pid, 0)
    return pickle.loads(said)


def killed_at(point: int, job: Callable[[], Any]) -> bool:
    """Run the job in a process that is killed at its n-th point; False if it ended before.

    Points are: before every statement, before every commit, and after every commit.
    """
    connections.close_all()
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return os.WIFSIGNALED(status)
    _die_at(point)
    code = 1
    try:
        job()
        code = 0
    finally:
        os._exit(code)


def _die_at(point: int) -> None:
    left = point

    def pass_by() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(execute: Callable, *call: Any) -> Any:
        pass_by()
        return execute(*call)

    commit = connection.commit

    def around_commit() -> None:
        pass_by()
        commit()
        pass_by()

    connection.ensure_connection()  # setting up a connection takes statements of its own
    connection.execute_wrappers.append(before)
    connection.commit = around_commit
