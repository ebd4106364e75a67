"""`/mau-giao-dien/`: every component in every state, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Draw the style guide; it is also what the accessibility checks look at."""
    return render(request, "ui/style_guide.html", {})
