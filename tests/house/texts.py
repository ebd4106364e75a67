"""Every text that code and templates hand to gettext, found without GNU gettext."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

from portal.places import BASE_DIR
from tests.house.source import python_files, tree

SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop", "N_"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
STRANGER = "portal/standin/"  # plays somebody else, in Vietnamese only

Text = tuple[str, str]
"""(context, msgid)"""


def spoken() -> dict[Text, str]:
    """{(context, msgid): a file that says it}."""
    found: dict[Text, str] = {}
    for file in python_files():
        if not file.startswith(STRANGER):
            found |= dict.fromkeys(_of_code(tree(file)), file)
    for path in sorted(BASE_DIR.glob("templates/**/*.*")):
        code = templatize(path.read_text("utf-8"))
        calls = re.findall(
            r"(?:\bu?n?p?gettext|(?<!\w)_)\((?:u?'(?:[^'\\]|\\.)*'|u?\"[^\"]*\"|[,\s])+", code
        )
        for call in calls:
            found |= dict.fromkeys(_of_code(ast.parse(f"{call.rstrip(', ')})")), path.name)
    return found


def _of_code(code: ast.AST) -> Iterator[Text]:
    for node in ast.walk(code):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        texts = [one for one in texts if isinstance(one, str) and one]
        if name in SINGLE | PLURAL and texts:
            yield ("", texts[0])
        elif name in CONTEXT and len(texts) > 1:
            yield (texts[0], texts[1])
