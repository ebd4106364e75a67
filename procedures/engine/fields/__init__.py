"""Field types: one class each, and one line in ``FIELD_TYPES``.

>>> from procedures.engine.form import Field, Label
>>> born = Field("ngay_sinh", Label("Ngày sinh"), "date")
>>> field_type("date").parse(born, "3.2.1990")
'1990-02-03'
>>> field_type("date").show(born, "1990-02-03")
'03/02/1990'
"""

from . import amounts, compound, dates, texts
from .base import BadParts, FieldType, Names, code_itself

FIELD_TYPES: dict[str, FieldType] = {}


def field_type(word: str) -> FieldType:
    return FIELD_TYPES[word]


FIELD_TYPES |= {
    "text": texts.Text(),
    "textarea": texts.TextArea(),
    "full_name": texts.FullName(),
    "personal_id": texts.PersonalId(),
    "tax_code": texts.TaxCode(),
    "personal_or_tax_id": texts.TaxCode(),  # a tax code of 12 digits is a personal number
    "phone": texts.Phone(),
    "email": texts.Email(),
    "url": texts.Url(),
    "int": amounts.Whole(),
    "decimal": amounts.Number(),
    "money": amounts.Money(),
    "bool": texts.Yes(),
    "choice": texts.Choice(),
    "multichoice": texts.MultiChoice(),
    "date": dates.Day(),
    "partial_date": dates.PartialDate(),
    "month": dates.Month(),
    "datetime": dates.Moment(),
    "appointment": dates.Moment(),
    "school_year": dates.SchoolYear(),
    "address": compound.Address(),
    "old_or_new_admin_unit": compound.Address(),
    "province": texts.Listed("province"),
    "commune": texts.Listed("commune"),
    "province_or_country": texts.Listed("province_or_country"),
    "country": texts.Listed("country"),
    "ethnicity": texts.Listed("ethnicity"),
    "religion": texts.Listed("religion"),
    "agency": texts.Listed("agency"),
    "one_stop_office": texts.Listed("one_stop_office"),
    "school": texts.Listed("school"),
    "health_facility": texts.Listed("health_facility"),
    "street": texts.Listed("street"),
    "bank": texts.Listed("bank"),
    "bank_account": texts.Shaped(r"[0-9A-Z]{6,24}", "bad_account", "1020304050"),
    "vsic4": texts.Shaped(r"\d{4}", "bad_vsic", "5610"),
    "vehicle_plate": texts.Shaped(r"\d{2}[A-ZĐ]{1,2}\d{4,6}", "bad_plate", "75A-123.45"),
    "file": compound.Files(),
    "image": compound.Files(),
    "external_consent": compound.Files(),
    "geopoint": compound.GeoPoint(),
    "geometry": texts.TextArea(),
    "table": compound.Table(field_type),
    "computed": compound.Computed(),
}

__all__ = ["FIELD_TYPES", "BadParts", "FieldType", "Names", "code_itself", "field_type"]
