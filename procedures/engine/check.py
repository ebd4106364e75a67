"""Is a readable definition also a sound one? Returns faults, never raises."""

from collections.abc import Iterator
from dataclasses import dataclass

from .check_form import form_faults
from .check_steps import limit_faults, step_faults
from .definition import Definition
from .fault import Fault


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a definition may use beyond the engine's own."""

    roles: frozenset[str]


def faults(definition: Definition, vocabulary: Vocabulary) -> list[Fault]:
    """Everything that keeps ``definition`` from being published; empty = sound."""
    return list(_faults(definition, vocabulary))


def _faults(definition: Definition, words: Vocabulary) -> Iterator[Fault]:
    yield from step_faults(definition, words.roles)
    yield from limit_faults(definition)
    yield from form_faults(definition)
    for path, role in _named_roles(definition):
        if role and role not in words.roles:
            yield Fault(path, f"{role!r} is no known role")
    if definition.service_level != "toan_trinh" and not definition.service_level_reason:
        yield Fault("service_level_reason", "is missing (NĐ 224/2026 art. 14)")


def _named_roles(definition: Definition) -> Iterator[tuple[str, str]]:
    yield "rules.supplement.over_limit_by", definition.supplement.over_limit_by
    yield "rules.stop_by", definition.stop_by
    for index, result in enumerate(definition.results):
        if result.letter:
            yield f"results[{index}].letter.signer", result.letter.signer
