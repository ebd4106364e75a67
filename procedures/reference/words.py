"""What people say and what the law calls it: abbreviations, everyday and former words."""

from dataclasses import dataclass
from functools import cache

from .folding import folded, plain, words
from .tables import rows

FILES = ("words.csv",)
# Said around the matter, never the matter itself; dropped unless nothing else was typed.
FILLERS = tuple(
    tuple(folded(phrase))
    for phrase in (
        "như thế nào",
        "làm thế nào",
        "làm sao",
        "ở đâu",
        "cần những gì",
        "cần gì",
        "bao nhiêu tiền",
        "mất bao lâu",
        "bao lâu",
        "cho tôi hỏi",
        "cho hỏi",
        "tôi muốn",
        "em muốn",
        "hồ sơ",
        "thủ tục",
        "muốn",
        "làm",
        "xin",
    )
)
# Stands in hundreds of names and tells few of them apart.
FAINT = frozenset(folded("giấy cấp đăng ký chứng nhận xác của cho em tôi và các người"))


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase of everyday speech with the official phrases and codes it stands for."""

    said: tuple[str, ...]
    folded: tuple[str, ...]
    means: tuple[str, ...]
    codes: tuple[str, ...]


@cache
def sayings() -> dict[tuple[str, ...], Saying]:
    """The vocabulary by its folded words; a longer phrase is a key of its own."""
    return {saying.folded: saying for saying in map(_saying, rows("words.csv"))}


@cache
def longest() -> int:
    """The number of words in the longest phrase."""
    return max(map(len, sayings()))


def _saying(row: dict[str, str]) -> Saying:
    said = tuple(words(row["said"]))
    return Saying(
        said=said,
        folded=tuple(map(plain, said)),
        means=tuple(row["means"].split("|")),
        codes=tuple(row["codes"].split()),
    )
