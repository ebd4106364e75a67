"""What a procedure asks for: questions, pages and papers, as plain values."""

from dataclasses import dataclass

from .conditions import Condition


@dataclass(frozen=True, slots=True)
class Label:
    """A text for people, Vietnamese and perhaps English."""

    vi: str
    en: str = ""

    def __str__(self) -> str:
        return self.vi

    def __bool__(self) -> bool:
        return bool(self.vi)

    def in_language(self, language: str) -> str:
        return self.en if language == "en" and self.en else self.vi


NOTHING = Label("")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Check:
    """One rule for a value, e.g. ``Check("after", "tu_ngay")``; see ``engine.checks``."""

    rule: str
    value: object = None


@dataclass(frozen=True, slots=True)
class FileRule:
    types: tuple[str, ...] = ()  # "pdf", "jpg", …; empty = what the installation takes
    max_mb: int = 10


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``path`` is ``section.name``; columns of a table have only a name."""

    name: str
    label: Label
    type: str = "text"
    required: bool = False
    section: str = ""
    ask: Label = NOTHING  # "Nhập số định danh": said when it is missing
    help: Label = NOTHING
    example: str = ""
    choices: tuple[Choice, ...] = ()
    visible_if: Condition | None = None
    min: float | int | None = None
    max: float | int | None = None
    max_length: int | None = None
    pattern: str = ""
    decimals: int | None = None
    default: object = None
    prefill: str = ""
    checks: tuple[Check, ...] = ()
    sensitive: bool = False
    columns: tuple["Field", ...] = ()
    min_rows: int = 0
    max_rows: int = 50
    import_xlsx: bool = False
    file: FileRule | None = None
    transform: str = ""
    compute: str = ""  # of ``computed`` fields: the word of the calculation
    source: str = ""  # the field it is computed from

    @property
    def path(self) -> str:
        return f"{self.section}.{self.name}" if self.section else self.name


@dataclass(frozen=True, slots=True)
class Section:
    """One question page."""

    id: str
    title: Label
    fields: tuple[Field, ...] = ()
    when: Condition | None = None
    prefill: str = ""
    intro: Label = NOTHING

    def field(self, name: str) -> Field:
        return next(one for one in self.fields if one.name == name)


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    name: Label
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """One line of the paper list (thành phần hồ sơ).

    ``replaced_by`` names the register, earlier result or electronic form that makes the
    paper unnecessary; ``present_only`` papers are shown, never handed in.
    """

    id: str
    name: Label
    original: int = 0
    copy: int = 0
    required: bool = True
    when: Condition | None = None
    present_only: bool = False
    replaced_by: str = ""
    online: str = ""  # "eform" | "eform_signed": the electronic form stands for it
    deliver_at: str = "submit"  # or "return": handed in when the result is fetched
    alternatives: tuple[Label, ...] = ()
    per_row: str = ""  # path of a table question: one paper for each of its rows
    copy_kind: str = ""
    sensitive: bool = False
    file: FileRule | None = None
    hint: Label = NOTHING

    @property
    def uploadable(self) -> bool:
        """Whether an online applicant can attach a file for it."""
        return not (self.present_only or self.online or self.deliver_at == "return")
