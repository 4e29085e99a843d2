"""The ledger of the year: each module of a county's work with the kinds that do it, and how many were done of each."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FILE = Path(__file__).with_name("modules.yaml")
RUN = "run:"
"""Before a kind that is no matter: a month's or a one-off run of payout with its own signatures."""


class Module(NamedTuple):
    """One module: its line, key, title, wave, and the kinds of matters (or runs) that do it."""

    line: str
    key: str
    title: str
    wave: int
    kinds: tuple[str, ...]


@cache
def modules() -> tuple[Module, ...]:
    """Every module, line by line. AssertionError for a kind that is not in the catalogue."""
    from shebao.agency.procedures.catalogue import catalogue  # here: whoever runs this file sets Django up first

    rows: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    result = tuple(
        Module(one["title"], key, row["title"], row["wave"], tuple(row["kinds"]))
        for one in rows.values()
        for key, row in one["modules"].items()
    )
    unknown = [kind for module in result for kind in module.kinds if not kind.startswith(RUN) and kind not in catalogue()]
    assert not unknown, f"no kinds of matters: {unknown}"
    return result


def missing(done: Mapping[str, int]) -> list[Module]:
    """The modules of which nothing was done."""
    return [module for module in modules() if not any(done.get(kind) for kind in module.kinds)]


def counted(done: Mapping[str, int]) -> str:
    """The count by line of work, and of the whole."""
    lines: dict[str, list[Module]] = {}
    for module in modules():
        lines.setdefault(module.line, []).append(module)
    left = {module.key for module in missing(done)}
    rows = []
    for line, mine in lines.items():
        short = [module for module in mine if module.key in left]
        rows.append(f"{line}：{len(mine) - len(short)} / {len(mine)}" + "".join(f"；缺 {one.title}（{one.key}）" for one in short))
    return "\n".join([*rows, f"合计：{len(modules()) - len(left)} / {len(modules())}"])


def main() -> None:
    """Count a file of notes (PAGES=file pytest …) against the modules."""
    from shebao.agency.procedures.catalogue import catalogue

    notes = [line.split("\t") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    done = Counter(row[0] for row in notes)
    for key, count in sorted(done.items()):
        hands = next(row[2] for row in notes if row[0] == key)
        print(f"{catalogue()[key].title}（{key}）：{count} 件；{hands}")
    print(f"经页面办过 {len(done)} 种，共 {sum(done.values())} 件\n{counted(done)}")


if __name__ == "__main__":
    import django

    django.setup()
    main()
