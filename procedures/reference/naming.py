"""Names of codes, for showing stored answers to people.

``name_of`` is the ``Names`` function that the engine's fields ask: (kind of list, code) →
name. What it does not know is shown as the code itself, never as nothing.
"""

from collections.abc import Mapping
from functools import cache

from . import agencies, areas

COUNTRIES: Mapping[str, str] = {
    "VN": "Việt Nam",
    "AU": "Ô-xtrây-li-a",
    "CA": "Ca-na-đa",
    "CN": "Trung Quốc",
    "CZ": "Séc",
    "DE": "Đức",
    "FR": "Pháp",
    "GB": "Vương quốc Anh",
    "JP": "Nhật Bản",
    "KH": "Cam-pu-chia",
    "KR": "Hàn Quốc",
    "LA": "Lào",
    "PL": "Ba Lan",
    "RU": "Liên bang Nga",
    "SG": "Xinh-ga-po",
    "TH": "Thái Lan",
    "TW": "Đài Loan (Trung Quốc)",
    "US": "Hoa Kỳ",
}
"""The countries people of Huế most often name; anything else is typed as its ISO code."""


def name_of(kind: str, code: str) -> str:
    """The name of ``code`` in the list ``kind``; the code itself if it is unknown."""
    return _lists().get(kind, {}).get(code, code)


@cache
def _lists() -> dict[str, Mapping[str, str]]:
    places = {area.code: area.full_name for area in areas.former()}
    places |= {area.code: area.full_name for area in areas.current()}
    provinces = {area.code: area.full_name for area in areas.provinces()}
    return {
        "province": provinces,
        "commune": places,
        "country": COUNTRIES,
        "province_or_country": {**provinces, **COUNTRIES},
        "agency": {one.code: one.name for one in agencies.agencies()},
        "one_stop_office": {one.code: one.name for one in agencies.desks()},
    }
