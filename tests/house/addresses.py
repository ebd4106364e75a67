"""The URLconf as one flat table, with the rule each view carries."""

from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from portal.api.entry import MayRead


def _walk(inside: URLResolver, before: str) -> Iterator[tuple[str, Callable]]:
    for one in inside.url_patterns:
        route = before + str(one.pattern).lstrip("^").rstrip("$").replace("\\Z", "")
        if isinstance(one, URLPattern):
            yield route, one.callback
        else:
            yield from _walk(one, route)


def addresses() -> dict[str, Callable]:
    """{route: view}; the first of equal routes wins, as in Django."""
    found: dict[str, Callable] = {}
    for route, view in _walk(get_resolver(), ""):
        found.setdefault(route, view)
    return found


def rule_of(view: Callable) -> str:
    """Whom a view lets in: the mark of ``guard.needs``, or what its framework checks."""
    while view is not None:
        if need := getattr(view, "needs", ""):
            return need
        if MayRead in getattr(getattr(view, "cls", None), "permission_classes", ()):
            return "client"
        if hasattr(view, "admin_site") or hasattr(view, "model_admin"):
            return "staff"
        view = getattr(view, "__wrapped__", None)
    return ""


ADDRESSES = addresses()
