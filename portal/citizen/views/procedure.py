"""C4: one procedure in the official order, from its definition; or, for one that is not
handled here, what is known of it and where to go."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.citizen import procedure_page as drawn
from portal.citizen import terms
from portal.citizen.views.search import address, asked_for
from portal.ui.parts import Crumb
from procedures.engine import HANOI
from procedures.queries import catalogue, places
from procedures.queries.catalogue import Published
from procedures.queries.shelf import Hit

ADDRESS = re.compile(r"(\d\.\d{6,9}(?:-Xoa)?)(?:-[a-z0-9-]*)?")
NATIONAL_PORTAL = "https://dichvucong.gov.vn/"


@require_safe
def page(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """The page of a code; other words behind the code lead to the right address."""
    at = timezone.now()
    matched = ADDRESS.fullmatch(kwargs["address"])
    hit = catalogue.known(matched[1]) if matched else None
    found = catalogue.published(matched[1], at=at) if matched else None
    if hit is None and found is None:
        raise Http404
    if hit and request.path != address(hit):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(address(hit) + (f"?{query}" if query else ""))
    if found is None:
        return elsewhere(request, hit)
    return ours(request, found, hit, at)


def ours(
    request: HttpRequest, found: Published, hit: Hit | None, at: datetime
) -> HttpResponse:
    """A procedure whose definition is ours."""
    rules, today = found.rules, at.astimezone(HANOI).date()
    picked = drawn.picked(rules, request.GET)
    context = {
        "rules": rules,
        "title": terms.title(terms.said(rules.name)),
        "crumbs": crumbs(rules.sector, terms.said(rules.short_name or rules.name)),
        "tag": terms.level_tag(rules.service_level),
        "reason": rules.service_level_reason,
        "key_facts": drawn.key_facts(rules, today),
        "steps": drawn.steps(rules),
        "ways": drawn.ways(rules, found, today),
        "limits": drawn.limits(rules),
        "fees": drawn.fees(rules, picked, today),
        "exempt": drawn.exempt(rules, today),
        "picker": drawn.picker(rules, picked),
        "picked": bool(picked),
        "papers": drawn.papers(rules, picked),
        "whom": drawn.whom(rules),
        "conditions": [terms.said(one) for one in rules.conditions],
        "laws": [terms.law(one) for one in rules.legal_basis],
        "forms": [terms.said(one.name) for one in rules.forms],
        "related": [(one.short_name, address(one)) for one in found.related],
        "desks": places.desks(),
        "until": found.until,
        **way_in(rules.code, rules.channels, hit, found.until),
    }
    return render(request, "citizen/procedure.html", context)


def way_in(
    code: str, channels: tuple[str, ...], hit: Hit | None, until: date | None
) -> dict[str, Any]:
    """Where the main button leads: our form, the national portal's, or nowhere."""
    if until or "online" not in channels:
        return {"apply_url": "", "national": False}
    if settings.PUBLIC_SUBMISSION == "national":
        url = (hit and hit.official_url) or NATIONAL_PORTAL
        return {"apply_url": url, "national": True}
    return {"apply_url": f"/ho-so/moi/{code}/", "national": False}


def elsewhere(request: HttpRequest, hit: Hit) -> HttpResponse:
    """One of the national catalogue that is not handled through this portal."""
    context = {
        "hit": hit,
        "title": terms.title(hit.name),
        "crumbs": crumbs(hit.sector, hit.code),
        "whom": drawn.known_facts(hit),
        "sector_url": asked_for(hit.sector) if hit.sector else "",
        "national_url": hit.official_url or NATIONAL_PORTAL,
    }
    return render(request, "citizen/procedure_elsewhere.html", context)


def crumbs(sector: str, last: str) -> tuple[Crumb, ...]:
    """Home, its sector, itself."""
    middle = (
        Crumb(sector, asked_for(sector)) if sector else Crumb(_("Procedures"), "/thu-tuc/")
    )
    return (Crumb(_("Home page"), "/"), middle, Crumb(last))
