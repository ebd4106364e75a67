from dataclasses import dataclass, field

import pytest

from portal.connect import message
from portal.connect.message import Message, Sent
from tests import make


@dataclass
class Gateway:
    """A message gateway that remembers, and fails on order."""

    taken: list[Message] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)

    def send(self, told: Message) -> Sent:
        if self.faults and (fault := self.faults.pop(0)):
            raise fault
        repeated = any(one.id == told.id for one in self.taken)
        if not repeated:
            self.taken.append(told)
        return Sent(repeated=repeated)

    def check(self) -> None:
        return None


GATEWAY = Gateway()


def make_gateway() -> Gateway:
    return GATEWAY


@pytest.fixture
def gateway(settings):
    """A provider of ours in the place of the real one."""
    settings.MESSAGE_PROVIDER = f"{__name__}.make_gateway"
    settings.MESSAGE_GATEWAY_URL = "https://gateway.invalid/"
    message.provider.cache_clear()
    GATEWAY.taken.clear()
    GATEWAY.faults.clear()
    yield GATEWAY
    message.provider.cache_clear()


@pytest.fixture
def place(db):
    return make.office()
