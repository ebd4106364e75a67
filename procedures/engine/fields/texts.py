"""Text, names, and numbers that identify."""

import re
from typing import Any

from procedures.engine import codes
from procedures.engine.form import Field
from procedures.engine.text import BadValue, ascii_digits

from .base import FieldType, Names, as_text, code_itself

NAME_PUNCTUATION = " '’ʼ`-."
LOOK_ALIKES = "ÐðƉɖ"  # eth and African d, which legacy keyboards give instead of Đ
EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
URL = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(:\d{1,5})?(/[!-~]*)?", re.IGNORECASE)
CODE = re.compile(r"[\w.,:/&() -]{1,120}")


class Text(FieldType):
    """One line of free text; ``pattern`` must match all of it."""

    def validate(self, field: Field, value: Any) -> None:
        if field.pattern and not re.fullmatch(field.pattern, value):
            raise BadValue("pattern", example=field.example)


class TextArea(Text):
    lines = True
    longest = 5000


class FullName(FieldType):
    """A person's name: any Latin letter, space, apostrophe, hyphen, full stop."""

    strict = True
    longest = 120

    def read(self, field: Field, text: str) -> str:
        for one in text:
            if one in LOOK_ALIKES or not (_is_latin(one) or one in NAME_PUNCTUATION):
                raise BadValue("bad_character", character=one)
        if not any(one.isalpha() for one in text):
            raise BadValue("no_letter")
        return text


class PersonalId(FieldType):
    strict = True
    longest = 40

    def read(self, field: Field, text: str) -> str:
        return codes.personal_id(text)

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return str(value)


class TaxCode(PersonalId):
    def read(self, field: Field, text: str) -> str:
        return codes.tax_code(text)


class Phone(PersonalId):
    def read(self, field: Field, text: str) -> str:
        return codes.phone(text)

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        digits = str(value)
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


class Email(FieldType):
    """An address whose domain is ASCII: look-alike letters there are an attack."""

    strict = True
    longest = 254

    def read(self, field: Field, text: str) -> str:
        if not EMAIL.fullmatch(text):
            raise BadValue("bad_email")
        local, _, domain = text.rpartition("@")
        return f"{local}@{domain.lower()}"


class Url(FieldType):
    strict = True

    def read(self, field: Field, text: str) -> str:
        if not URL.fullmatch(text):
            raise BadValue("bad_url")
        return text


class Shaped(FieldType):
    """Text of one fixed shape, in capitals without separators."""

    strict = True
    longest = 60

    def __init__(self, shape: str, word: str, example: str) -> None:
        self.shape, self.word, self.example = re.compile(shape), word, example

    def read(self, field: Field, text: str) -> str:
        value = re.sub(r"[\s.\-]+", "", ascii_digits(text)).upper()
        if not self.shape.fullmatch(value):
            raise BadValue(self.word, example=self.example)
        return value


class Listed(FieldType):
    """A code out of a list the installation keeps: country, commune, school, bank …"""

    strict = True
    longest = 120

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, field: Field, text: str) -> str:
        if not CODE.fullmatch(text):
            raise BadValue("not_a_choice")
        return text

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return names(self.kind, str(value))


class Choice(FieldType):
    """One of the field's own choices."""

    def read(self, field: Field, text: str) -> str:
        if text not in {one.value for one in field.choices}:
            raise BadValue("not_a_choice")
        return text

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        labels = {one.value: str(one.label) for one in field.choices}
        return labels.get(value, str(value))


class MultiChoice(Choice):
    """Some of the field's own choices, in their order."""

    def parse(self, field: Field, raw: Any) -> Any:
        ticked = raw if isinstance(raw, list | tuple) else [raw]
        if len(ticked) > len(field.choices) + 1:
            raise BadValue("not_a_choice")
        read = {as_text(one, strict=True) for one in ticked} - {""}
        known = [one.value for one in field.choices]
        if read - set(known):
            raise BadValue("not_a_choice")
        return [one for one in known if one in read] or None

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return ", ".join(super(MultiChoice, self).show(field, one) for one in value)


class Yes(FieldType):
    """A tick: true or false; not ticking is an answer too."""

    TRUE = frozenset({"on", "true", "1", "yes", "co", "có"})
    FALSE = frozenset({"", "off", "false", "0", "no", "khong", "không"})

    def parse(self, field: Field, raw: Any) -> bool:
        if isinstance(raw, bool):
            return raw
        word = as_text(raw).casefold()
        if word in self.TRUE:
            return True
        if word in self.FALSE:
            return False
        raise BadValue("not_a_choice")

    def show(self, field: Field, value: Any, names: Names = code_itself) -> str:
        return "Có" if value else "Không"


def _is_latin(one: str) -> bool:
    """Letters of the Latin blocks, including the composed Vietnamese ones."""
    if not one.isalpha() and one not in "\u0300\u0301\u0303\u0309\u0323":
        return False
    return ord(one) < 0x250 or 0x1E00 <= ord(one) < 0x1F00 or 0x300 <= ord(one) < 0x370
