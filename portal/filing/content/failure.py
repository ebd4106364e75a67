"""How the child's parsers say that a file cannot be used."""


class Unusable(Exception):
    """The file cannot be taken; `word` and `facts` as in `outcome.Rejected`."""

    def __init__(self, word: str, **facts: int | str) -> None:
        super().__init__(word)
        self.word = word
        self.facts = facts
