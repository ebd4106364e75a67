"""Put shared parts into a procedure file: sections, choice lists, other forms' sections."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from .reading import BadDefinition

Raw = Mapping[str, Any]


def expand(raw: Raw, common: Raw, others: Mapping[str, Raw] | None = None) -> dict[str, Any]:
    """Return ``raw`` with every ``use:``, ``include_form:`` and named list written out.

    ``common`` holds ``sections`` and ``choices``; ``others`` maps codes to the files of
    other procedures. Nothing that was passed in is changed. Raises ``BadDefinition``.
    """
    whole = deepcopy(dict(raw))
    for i, form in enumerate(_mappings(whole.get("forms"))):
        sections: list[Any] = []
        for j, section in enumerate(_items(form.get("sections"))):
            path = f"forms[{i}].sections[{j}]"
            sections += _sections(section, path, common, others or {})
        form["sections"] = sections
        for section in _mappings(sections):
            _name_choices(section.get("fields"), common.get("choices") or {})
    return whole


def _sections(
    section: Any, path: str, common: Raw, others: Mapping[str, Raw]
) -> list[dict[str, Any]]:
    if not isinstance(section, dict):
        return [section]
    if "use" in section:
        return [_used(section, path, common.get("sections") or {})]
    if "include_form" in section:
        return _included(section, path, common, others)
    return [section]


def _used(section: dict[str, Any], path: str, shared: Raw) -> dict[str, Any]:
    name = section["use"]
    if name not in shared:
        raise BadDefinition(f"{path}.use", f"there is no shared section {name!r}")
    own = {key: value for key, value in section.items() if key != "use"}
    return {"id": name, **deepcopy(dict(shared[name])), **own}


def _included(
    section: dict[str, Any], path: str, common: Raw, others: Mapping[str, Raw]
) -> list[dict[str, Any]]:
    code, _, form_id = str(section["include_form"]).partition(":")
    wanted = _items(section.get("sections"))
    forms = _mappings(expand(others[code], common).get("forms")) if code in others else []
    found = {
        one.get("id"): one
        for form in forms
        if form.get("id") == form_id
        for one in _mappings(form.get("sections"))
    }
    missing = [one for one in wanted if one not in found]
    unknown = set(section) - {"include_form", "sections", "when", "note"}
    if missing or not wanted or unknown:
        raise BadDefinition(f"{path}.include_form", f"cannot be included: {section}")
    extra = {"when": section["when"]} if "when" in section else {}
    return [{**found[one], **extra} for one in wanted]


def _name_choices(fields: Any, lists: Raw) -> None:
    for field in _mappings(fields):
        named = field.get("choices")
        if isinstance(named, str) and named in lists:
            field["choices"] = deepcopy(lists[named])
        _name_choices(field.get("columns"), lists)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [one for one in _items(value) if isinstance(one, dict)]
