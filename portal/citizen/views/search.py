"""C2: the whole catalogue, searched as people type, narrowed without scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.citizen import terms
from portal.ui.fields import Field, Option
from portal.ui.parts import Pages, Tag, pages
from portal.ui.wording import number
from procedures.queries import catalogue
from procedures.queries.search import Count, SearchPage, search
from procedures.queries.shelf import Hit

PAGE = 20
SUGGESTED = 8
LONGEST = 200
CASE_CODE = re.compile(r"\s*h\s*\d\d[\d.\s]*-?\s*\d{6}\s*-?\s*\d{4}\s*", re.IGNORECASE)
SECTOR, LEVEL, DECIDER, NUMBER = "linh-vuc", "muc-do", "co-quan", "trang"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for, as the address says it."""

    text: str
    sector: str
    level: str
    decider: str
    number: int

    @property
    def narrowed(self) -> bool:
        """Whether anything was chosen beside the words."""
        return bool(self.sector or self.level or self.decider)

    def query(self, **changes: str) -> str:
        """The same search as an address, with changes; empty parts are left out."""
        parts = {"q": self.text, SECTOR: self.sector, LEVEL: self.level}
        parts |= {DECIDER: self.decider, **changes}
        return "?" + urlencode({key: value for key, value in parts.items() if value})


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Hits for the words typed; without words, everything there is."""
    asked = read(request)
    if CASE_CODE.fullmatch(asked.text):
        return HttpResponseRedirect(f"/tra-cuu/?{urlencode({'ma': asked.text.strip()})}")
    found = look(asked)
    context = {
        "found": found,
        "asked": asked,
        "heading": heading(found, asked),
        "hits": [drawn(hit) for hit in found.hits],
        "near": [drawn(hit) for hit in found.near],
        "sectors": [(one.value, asked_for(one.value)) for one in found.sectors],
        "facets": facets(found, asked),
        "pages": paged(found, asked),
        "anew": asked.query(**{SECTOR: "", LEVEL: "", DECIDER: ""}),
    }
    return render(request, "citizen/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Names while somebody types: `{"items": [{"name", "url"}]}`."""
    text = typed(request)
    hits = search(text, limit=SUGGESTED).hits if text else ()
    items = [{"name": hit.short_name, "url": address(hit)} for hit in hits]
    return JsonResponse({"items": items}, json_dumps_params={"ensure_ascii": False})


def typed(request: HttpRequest) -> str:
    """The words, cut where the search stops reading."""
    return " ".join(request.GET.get("q", "")[:LONGEST].replace("\0", " ").split())


def read(request: HttpRequest) -> Asked:
    """What the address asks for; a page number that is none counts as the first."""
    n = request.GET.get(NUMBER, "")
    return Asked(
        text=typed(request),
        sector=request.GET.get(SECTOR, "").replace("\0", "")[:LONGEST],
        level=request.GET.get(LEVEL, "")[:20],
        decider=request.GET.get(DECIDER, "")[:20],
        number=int(n) if n.isascii() and n.isdigit() and 0 < len(n) < 6 else 1,
    )


def look(asked: Asked) -> SearchPage:
    """The page of hits; a number past the end gives the last page."""
    narrowed = {
        "sector": asked.sector,
        "service_level": asked.level,
        "level": asked.decider,
        "limit": PAGE,
    }
    found = search(asked.text, offset=PAGE * max(asked.number - 1, 0), **narrowed)
    if found.hits or not found.total:
        return found
    return search(asked.text, offset=PAGE * (count_of(found) - 1), **narrowed)


def heading(found: SearchPage, asked: Asked) -> str:
    """What the page is about."""
    if not found.total and not asked.narrowed:
        return _("No procedure fits “%(text)s” yet") % {"text": asked.text}
    if asked.text:
        return _("Procedures for “%(text)s”") % {"text": asked.text}
    return asked.sector or _("Procedures")


def drawn(hit: Hit) -> dict[str, Any]:
    """One hit as `ui/hit.html` wants it."""
    return {
        "code": hit.code,
        "name": terms.title(hit.name),
        "url": address(hit),
        "facts": terms.hit_facts(hit),
        "tag": terms.level_tag(hit.available_online) if hit.published else outside(hit),
        "known_as": ", ".join(hit.aliases[:2]),
    }


def outside(hit: Hit) -> Tag | None:
    """For what cannot be applied for here."""
    return Tag(terms.UNKNOWN_LEVEL) if hit.official_url else None


def address(hit: Hit) -> str:
    """The page of a procedure: its code, and its name for people."""
    slug = catalogue.slug_of(hit)
    return f"/thu-tuc/{hit.code}-{slug}/" if slug else f"/thu-tuc/{hit.code}/"


def asked_for(sector: str) -> str:
    """The address that lists a sector."""
    return f"/thu-tuc/?{urlencode({SECTOR: sector})}"


def facets(found: SearchPage, asked: Asked) -> tuple[Field, ...]:
    """What the hits can be narrowed by, with how many there are of each."""
    counts = found.facets
    offered = (
        choice(LEVEL, _("Online level"), counts.service_levels, asked.level, terms.LEVELS),
        choice(DECIDER, _("Responsible agency"), counts.levels, asked.decider, terms.DECIDERS),
        choice(SECTOR, _("Sector"), counts.sectors, asked.sector, {}),
    )
    return tuple(one for one in offered if asked.narrowed or len(one.options) > 2)


def choice(
    name: str,
    label: str,
    counts: tuple[Count, ...],
    chosen: str,
    words: dict[str, str | Promise],
) -> Field:
    """One facet: all, or one of its values. One chosen elsewhere stands there too."""
    known = [(one.value, one.count) for one in counts]
    if chosen and chosen not in dict(known):
        known.append((chosen, 0))
    options = [Option("", _("All"), chosen=not chosen)]
    options += [
        Option(value, f"{words.get(value, value)} ({number(n)})", chosen=value == chosen)
        for value, n in known
    ]
    return Field(name=name, label=label, kind="radios", options=tuple(options))


def paged(found: SearchPage, asked: Asked) -> Pages:
    """Links to the other pages."""
    last = count_of(found)
    query = asked.query()
    query += f"{'&' if query != '?' else ''}{NUMBER}="
    return pages(number=min(asked.number, last), count=last, query=query)


def count_of(found: SearchPage) -> int:
    """How many pages the hits fill."""
    return -(-found.total // PAGE) or 1
