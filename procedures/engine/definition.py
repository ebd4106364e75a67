"""What a procedure (thủ tục) *is*: plain values, no behaviour beyond look-up.

A ``Definition`` is made from one YAML file by ``load`` and never changes afterwards; a
running case keeps the definition it started with. Every key of the file is described in
docs/definition-format.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from .clock import Limit
from .conditions import Condition
from .form import NOTHING, Field, Form, Label, RequiredPaper, Section

APPLICANT = "nguoi_nop"  # the role of whoever applies
SYSTEM = "he_thong"  # the role of steps no person does
CONSULTED = "phoi_hop"  # the role of whoever is asked for an opinion
AUTOMATIC = frozenset({"fork", "join"})  # passed through by the engine itself
WAITS = frozenset(
    {"payment_wait", "external_wait", "applicant_wait", "applicant_confirm", "presence"}
)
WORK = frozenset({"task", "inspect", "council", "consult", "publish", "integration"})
KINDS = (
    frozenset({"receive", "assign", "review", "sign", "issue", "payment", "return"})
    | frozenset({"schedule", "subcase"})
    | WORK
    | WAITS
    | AUTOMATIC
)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One row of the legal time limits; the first whose ``when`` holds is the case's."""

    id: str
    label: Label
    limit: Limit
    when: Condition | None = None
    extension: bool = False  # may be added once to another, by ``extend``


@dataclass(frozen=True, slots=True)
class Tier:
    """``amount`` VND for each unit up to ``upto`` (None = all further ones)."""

    amount: int
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the fee table. ``amount`` in VND; None = known only later."""

    kind: str  # "phi" | "le_phi" | "nghia_vu_tai_chinh"
    amount: int | None
    unit: str = ""
    name: Label = NOTHING
    channel: str = ""  # "" = every channel
    when: Condition | None = None
    valid_from: date | None = None
    valid_to: date | None = None  # last day it holds
    quantity: str = ""  # path of the number field it is multiplied by
    tiers: tuple[Tier, ...] = ()
    max: int | None = None
    exempt: tuple[Label, ...] = ()
    pay_at: str = "receive"  # or "submit", "return"
    collected_by: str = ""
    refundable: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class StepLimit:
    """A legal limit of one step; ``since``: "opened", or "accepted" for receipt."""

    limit: Limit
    since: str = "opened"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One way a step may end; ``opens`` names optional steps that then follow."""

    value: str
    label: Label
    opens: tuple[str, ...] = ()
    rejects: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step (bước): who does it, how long it may take, how it can end."""

    id: str
    name: Label
    kind: str
    role: str
    hours: float = 0  # internal budget, working hours
    can: tuple[str, ...] = ()  # side exits: "supplement", "refuse", …
    optional: bool = False  # left out unless the step before asks for it
    group: str = ""  # neighbours with the same group are open at the same time
    paused: bool = False  # the overall clock does not run for it
    status: str = ""  # overrides what its kind means for the case's status
    legal_deadline: StepLimit | None = None
    on_timeout: str = ""  # "" | "remind" | "escalate" | "go_on" | "consent"
    timeout_ground: str = ""  # the law that makes silence consent
    verdicts: tuple[Verdict, ...] = ()
    branches: tuple[str, ...] = ()  # of a fork: the steps it opens together
    stage: int = 0  # opening it begins this stage
    procedure: str = ""  # of a subcase: the code it runs under
    external_agency: str = ""
    routing: str = ""  # word of the agency that does it, if not the deciding one


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """How often and how long more papers may be asked for."""

    max_times: int | None = 1  # None = as often as needed
    over_limit_by: str = ""  # role that may ask once more, with a reason
    restart: bool = False  # the overall clock begins anew instead of going on
    lapse: Limit | None = None  # time the applicant has; then the case may be stopped
    within: Limit | None = None  # after receipt, the agency may ask only this long


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a result letter.

    ``kind``: "text" (paragraph), "heading", "item", "row" (label and value), "name" (a row
    whose value stands in capitals). Texts may hold ``{name}``, see ``engine.letter``.
    """

    kind: str
    text: str
    label: str = ""
    strong: bool = False
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class ResultLetter:
    """The text of a result as data, filled per case. ``fields`` are asked of the officer
    who drafts it."""

    frame: str  # "certificate" | "administrative" | "sector_form"
    title: str
    blocks: tuple[Block, ...]
    fields: tuple[Field, ...] = ()
    about: str = ""  # V/v, of administrative letters
    symbol: str = ""  # what follows the number: "15/UBND-XNTTHN"
    recipients: tuple[str, ...] = ()  # nơi nhận
    signer: str = ""  # role of the signer; "" = that of the sign step
    book: str = "result"  # which number book it is entered in


@dataclass(frozen=True, slots=True)
class Result:
    code: str
    name: Label
    validity: str = ""
    digital: bool = True
    copies: int = 1
    letter: ResultLetter | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """``agency`` decides when ``when`` holds; see ``routing.decided_by``."""

    agency: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """One procedure as published. ``steps`` are in order; the first receives the case."""

    code: str  # national code, e.g. "1.001193"
    name: Label
    steps: tuple[Step, ...]
    limits: tuple[TimeLimit, ...]
    short_name: Label = NOTHING
    aliases: tuple[str, ...] = ()
    sector: str = ""
    smart_field: str = ""
    levels: tuple[str, ...] = ()  # "bo", "tinh", "xa", "khac": who may decide it
    resolving_agency: Label = NOTHING
    receiving: Label = NOTHING
    coordinating: tuple[Label, ...] = ()
    routes: tuple[Route, ...] = ()
    place: tuple[str, ...] = ()  # questions that say where the matter lies
    system_of_record: str = ""  # a ministry's system owns the case
    announced_by: str = ""
    subjects: tuple[Label, ...] = ()
    subject_kinds: tuple[str, ...] = ("ca_nhan",)  # "ca_nhan", "to_chuc"
    channels: tuple[str, ...] = ("online", "direct", "post")
    service_level: str = "toan_trinh"
    service_level_reason: str = ""
    conditions: tuple[Label, ...] = ()  # legal conditions, in words
    intake: Limit = Limit(8, "working_hour")
    fees: tuple[FeeLine, ...] = ()
    forms: tuple[Form, ...] = ()
    papers: tuple[RequiredPaper, ...] = ()
    results: tuple[Result, ...] = ()
    supplement: SupplementRule = SupplementRule()
    own_forms: tuple[tuple[str, str], ...] = ()  # (letter, sector's form): police CT04
    stop_by: str = "lanh_dao_don_vi"
    four_eyes: bool = True  # who drafted may not sign
    no_refund: bool = False
    sensitive: bool = False
    retention_years: int | None = None
    legal_basis: tuple[str, ...] = ()
    # Found once, because every move asks for them many times.
    _steps: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    _groups: tuple[tuple[Step, ...], ...] = field(init=False, repr=False, compare=False)
    _position: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forked = {branch: f"fork {step.id}" for step in self.steps for branch in step.branches}
        together = groupby(self.steps, key=lambda s: forked.get(s.id) or s.group or s.id)
        groups = tuple(tuple(run) for _, run in together)
        places = [(step.id, i) for i, group in enumerate(groups) for step in group]
        object.__setattr__(self, "_groups", groups)
        object.__setattr__(self, "_position", dict(reversed(places)))
        object.__setattr__(self, "_steps", {step.id: step for step in reversed(self.steps)})

    def step(self, step_id: str) -> Step:
        return self._steps[step_id]

    def has_step(self, step_id: str) -> bool:
        return step_id in self._steps

    def groups(self) -> tuple[tuple[Step, ...], ...]:
        """Return the steps in order, those open together in one tuple.

        Together are neighbours of one ``parallel_group``, and the branches of a fork.
        """
        return self._groups

    def position(self, step_id: str) -> int:
        """The index in ``groups()`` of the group that holds ``step_id``."""
        return self._position[step_id]

    @property
    def final_sign(self) -> str:
        """The step that signs the result: the last of kind sign; "" if there is none."""
        return next((step.id for step in reversed(self.steps) if step.kind == "sign"), "")

    @property
    def drafting(self) -> str:
        """The step that may not be left without a draft: the last that lists ``draft``."""
        return next((s.id for s in reversed(self.steps) if "draft" in s.can), "")

    @property
    def askable(self) -> frozenset[str]:
        """What a supplement may ask for: papers, question pages, single questions.

        Nothing else: asking for papers outside the published list is forbidden
        (NĐ 118/2025 art. 5).
        """
        papers = {paper.id for paper in self.papers}
        pages = {section.id for section in self.sections}
        return frozenset(papers | pages | {one.path for one in self.fields()})

    @property
    def sections(self) -> tuple[Section, ...]:
        """The question pages of all its forms, in order."""
        return tuple(section for form in self.forms for section in form.sections)

    def section(self, section_id: str) -> Section:
        return next(one for one in self.sections if one.id == section_id)

    def fields(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def paper(self, paper_id: str) -> RequiredPaper:
        return next(one for one in self.papers if one.id == paper_id)

    def time_limit(self, limit_id: str = "") -> TimeLimit:
        """The limit with this id, or the first one."""
        return next((one for one in self.limits if one.id == limit_id), self.limits[0])

    @property
    def has_letter(self) -> bool:
        """Whether its result is written here (and so must be drafted before signing)."""
        return any(result.letter for result in self.results)
