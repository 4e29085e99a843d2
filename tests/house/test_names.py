"""A module's name is a noun of the field, as docs/naming.md has it, and the product does not know that it is also demonstrated."""

from __future__ import annotations

import re

from tests.house import tree

PARTICIPLES = set(
    "asked asking behind counted done entered found given handed_over held here kept known leased made moments once "
    "planted printed recalculated returned said seen shown stated taken told wanted".split()
)
EMPTY_WORDS = set("utils util helpers helper misc common manager managers data info stuff".split())
DEMONSTRATION = re.compile(r"\bdemo\b|\bDEMO|DEMO\b|[a-z]_demo\b|\bdemo_")


def test_no_module_is_named_by_a_participle_or_an_empty_word() -> None:
    names = {tree.name(path): path.stem if path.stem != "__init__" else path.parent.name for path in tree.python_files("shebao")}

    assert len(names) > 300
    assert [path for path, name in names.items() if name in PARTICIPLES | EMPTY_WORDS] == []


def test_the_law_of_names_forbids_no_other_words_than_the_look_out() -> None:
    text = (tree.ROOT / "docs/naming.md").read_text(encoding="utf-8")
    forbidden = set(re.findall(r"`([a-z]+)`", text.split("## 不用的")[1].split("换成")[0]))

    assert len(forbidden) > 5
    assert forbidden <= PARTICIPLES | {"listed"}


def test_nothing_in_the_agency_names_the_demonstration() -> None:
    files = [path for path in tree.kept_files() if (tree.PACKAGE / "agency") in path.parents and path.suffix in (".py", ".html")]
    named = [
        f"{tree.name(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DEMONSTRATION.search(line)
    ]

    assert len(files) > 200
    assert named == []
