"""Tests that share a costly thing, such as a whole portal, run in one process."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="needs two processes")
@pytest.mark.xdist_group("house")
def test_the_scheduler_knows_which_tests_belong_together(request):
    assert request.node.nodeid.endswith("@house")
