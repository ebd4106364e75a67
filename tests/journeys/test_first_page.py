"""What everybody sees first, in a real browser on the whole stack."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_style_guide_breaks_no_rule_of_the_content_security_policy(stack, page):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(f"{stack.url}/mau-giao-dien/")

    assert page.locator("h1").count() == 1
    assert [text for text in complaints if "Content Security Policy" in text] == []
