"""Tests that share a costly thing, such as a whole portal, run in one process."""

import pytest


@pytest.mark.xdist_group("house")
def test_the_scheduler_knows_which_tests_belong_together(request):
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("only where a scheduler asks: --dist loadgroup")
    assert request.node.nodeid.endswith("@house")
