"""Each form is rendered once and each signature made once, for all tests of a worker.

Mark tests of them ``xdist_group("letters")``, so that one worker makes them for all.
"""

from collections.abc import Callable
from functools import cache

import pytest

from portal import letters
from tests.portal.letters.samples import APOLOGY, RECEIPT, RESULT, SAMPLES, local


@pytest.fixture(scope="session")
def rendered() -> Callable[[str], bytes]:
    return cache(lambda name: letters.render_letter(name, SAMPLES[name]))


@pytest.fixture(scope="session")
def signed(rendered: Callable[[str], bytes]) -> dict[str, bytes]:
    """The files as they stand after each signature."""
    receipt = letters.sign_as_officer(
        rendered("receipt"), officer=RECEIPT.officer, desk=RECEIPT.desk, at=local(23, 10, 16)
    )
    decided = letters.sign_as_leader(
        rendered("result"), signer=RESULT.signer, agency=RESULT.agency, at=local(27, 8, 5)
    )
    issued = letters.seal_as_agency(decided, agency=RESULT.agency, at=local(27, 9, 30))
    apology = letters.sign_as_leader(
        rendered("apology"), signer=APOLOGY.signer, agency=APOLOGY.agency, at=local(25, 16, 10)
    )
    return {"receipt": receipt, "decided": decided, "issued": issued, "apology": apology}
