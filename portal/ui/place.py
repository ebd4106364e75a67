"""Whose portal this is: the names, telephone and hours that every page shows.

One installation serves one province, so this is data of the installation, not of a page.
Names of authorities stay Vietnamese in both languages; they are proper names.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.ui.wording import is_vietnamese


@dataclass(frozen=True, slots=True)
class Place:
    """The province a portal speaks for."""

    area_vi: str  # as it stands in a sentence: "thành phố Huế"
    area_en: str
    short: str  # first part of an error reference: "HUE"
    owner: str
    operator: str
    hotline: str  # as people read it; `hotline_link` is what a telephone dials
    support_extension: str  # officers' help desk
    sample_code: str  # how a case code looks, for hints

    @property
    def area(self) -> str:
        """The area in the language of the page."""
        return self.area_vi if is_vietnamese() else self.area_en

    @property
    def hotline_link(self) -> str:
        """The hotline as a `tel:` address."""
        return "tel:" + self.hotline.replace(" ", "")


HUE = Place(
    area_vi="thành phố Huế",
    area_en="Huế City",
    short="HUE",
    owner="Ủy ban nhân dân thành phố Huế",
    operator="Trung tâm Phục vụ hành chính công thành phố",
    hotline="1900 1075",
    support_extension="105",
    sample_code="H57.26-261123-0042",
)
