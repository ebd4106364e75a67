"""`/mau-giao-dien/`: every component in every state, a page for each half."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.ui.frame import NavItem
from portal.ui.samples import citizen_samples, confirm_samples, officer_samples


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """Who the officers' half pretends to be looking at it."""

    area: str = "Cán bộ · phường Thuận Hoá"
    home: str = "/mau-giao-dien/can-bo/"
    name: str = "Phan Thị Diệu Hiền"
    post: str = "thụ lý hộ tịch"
    navigation: tuple[NavItem, ...] = (
        NavItem("/mau-giao-dien/", "Người dân"),
        NavItem("/mau-giao-dien/can-bo/", "Cán bộ", current=True),
    )


@require_safe
def citizen_half(request: HttpRequest) -> HttpResponse:
    """Components of the pages for people; also what the accessibility checks look at."""
    return render(request, "style_guide/citizen.html", citizen_samples())


@require_safe
def officer_half(request: HttpRequest) -> HttpResponse:
    """Components of the pages for officers and administrators, on the night ground."""
    return render(
        request, "style_guide/officer.html", officer_samples() | {"staff": SampleStaff()}
    )


@require_safe
def confirm_sample(request: HttpRequest) -> HttpResponse:
    """A question on a page of its own, as asked first and, with `?sai=1`, as refused."""
    context = confirm_samples(wrong="sai" in request.GET)
    return render(
        request, "style_guide/confirm.html", context, status=422 if context["errors"] else 200
    )
