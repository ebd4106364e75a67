"""The procedures that ship with the product, one YAML file each (docs/definition-format.md).

Reading is the safe subset of YAML: no anchors, aliases or tags, at most 1 MB and 20 levels
deep, no key twice. What comes out is plain mappings for ``engine.expand`` and ``engine.load``.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from procedures.engine import BadDefinition, expand

FOLDER = Path(__file__).parent
LARGEST = 1_000_000  # bytes
DEEPEST = 20
# The parser in C reads the shipped files ten times as fast; some builds come without it.
Parser: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file: its name and its content with shared parts written out."""

    file: str
    content: dict[str, Any]


def read(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file. Raises ``BadDefinition`` if it is not one."""
    if path.stat().st_size > LARGEST:
        raise BadDefinition(path.name, "is larger than 1 MB")
    return read_text(path.read_bytes(), name=path.name)


def read_text(source: bytes, *, name: str = "(text)") -> dict[str, Any]:
    """Like ``read``, from memory."""
    if len(source) > LARGEST:
        raise BadDefinition(name, "is larger than 1 MB")
    try:
        _refuse_tricks(source, name)
        content = yaml.load(source, Loader=_Strict)  # noqa: S506  a SafeLoader of ours
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, BadDefinition):
            raise
        if "nesting depth" in str(error):  # the parser gave up before we could count
            raise BadDefinition(name, f"is nested deeper than {DEEPEST}") from None
        raise BadDefinition(name, f"is not readable YAML: {_place(error)}") from None
    if not isinstance(content, dict):
        raise BadDefinition(name, "must be a mapping of keys")
    return content


@cache
def common() -> Mapping[str, Any]:
    """Sections, choice lists and roles that the files share."""
    return read(FOLDER / "_common.yaml")


def roles() -> Mapping[str, str]:
    """Every role a step may have, with its Vietnamese name."""
    return common()["roles"]


def shipped(folder: Path = FOLDER) -> Iterator[Shipped]:
    """Yield every procedure that ships, in order of file names."""
    files = [path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith("_")]
    raw = {path.name: read(path) for path in files}
    by_code = {content.get("code"): content for content in raw.values()}
    for name, content in raw.items():
        yield Shipped(name, expand(content, common(), by_code))


def whole(content: Mapping[str, Any]) -> dict[str, Any]:
    """Write out the shared parts of a file that does not ship."""
    by_code = {one.content["code"]: one.content for one in shipped()}
    return expand(content, common(), by_code)


class _Strict(Parser):
    """SafeLoader that leaves days as text and refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or key in seen:
                raise yaml.YAMLError(f"key {key!r} is given twice or is no word")
            seen.add(key)
        return super().construct_mapping(node, deep)


_Strict.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _refuse_tricks(source: bytes, name: str) -> None:
    depth = 0
    for event in yaml.parse(source, Loader=Parser):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadDefinition(name, "anchors and aliases are not allowed")
        if getattr(event, "tag", None):
            raise BadDefinition(name, "tags are not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise BadDefinition(name, f"is nested deeper than {DEEPEST}")


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)[:200]
    return f"line {mark.line + 1}: {problem}" if mark else problem
