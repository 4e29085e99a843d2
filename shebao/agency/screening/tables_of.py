"""The rows a rule read about one person, table by table, so that a clue's two sides can be laid beside each other."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shebao.agency.people import queries as people
from shebao.core.screening.rule import Rule
from shebao.core.screening.screen import joined
from shebao.core.screening.tables import KEY, TITLES, WORDS

from . import outside, own
from .kinds import LIST_KINDS
from .own_work import PAIRS_RULE

MOST = 24


class Side(NamedTuple):
    """One table about one person: its title, its columns' titles, its rows, and how many there are in all."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    total: int


def sides(rule: Rule, person_id: int, day: date, evidence: int) -> tuple[Side, ...]:
    """The tables of a rule, newest rows first; of a pair the two records."""
    if rule.id == PAIRS_RULE:
        return (_records(person_id), _records(evidence))
    today = int(f"{day:%Y%m%d}")
    feed = joined([*own.tables(today, [person_id], rule.needs), *outside.tables(LIST_KINDS, today, [person_id], rule.needs)])
    result = []
    for table, columns in rule.needs.items():
        names = [name for name in columns if name != KEY]
        if table not in feed:
            continue
        c = feed[table]
        shared = table == "accounts"  # whoever shares the account is the other side
        if KEY in c:
            mine = [i for i, person in enumerate(c[KEY].tolist()) if person == person_id or shared]
        else:
            beside = {
                int(value)
                for other in rule.needs
                if "employer" in feed.get(other, {}) and KEY in feed[other]
                for value in feed[other]["employer"]
            }
            mine = [i for i in range(len(c[names[0]])) if "employer" not in c or int(c["employer"][i]) in beside]
        mine.sort(key=lambda i: -max((int(c[name][i]) for name in names if name.endswith(("month", "day"))), default=0))
        rows = [tuple(shown(name, int(c[name][i])) for name in names) for i in mine[:MOST]]
        titles = tuple(WORDS[name] for name in names)
        if shared:
            whose = people.person_names(c[KEY][mine[:MOST]])
            titles = ("收款人", *titles)
            rows = [(whose.get(int(c[KEY][i]), ""), *row) for i, row in zip(mine, rows, strict=False)]
        result.append(Side(TITLES[table], titles, rows, len(mine)))
    return tuple(result)


def _records(person_id: int) -> Side:
    """One of two records that may be one human being, as the register has it."""
    row = people.person(person_id)
    cells = (row.name, row.citizen_masked, f"{row.birth_date:%Y-%m-%d}", row.township + row.village, "已死亡" if row.death_date else "在册")
    return Side(f"登记 {person_id}", ("姓名", "证件号码", "出生日期", "地址", "状态"), [cells], 1)


def shown(name: str, value: int) -> str:
    """A whole number as a person reads it, by what its column is."""
    if name.endswith("fen"):
        return f"{value // 100:,}.{value % 100:02d} 元"
    if name.endswith("month") and value:
        return f"{value // 100}-{value % 100:02d}"
    if (name.endswith("day") or name == "birth") and value:
        return f"{value // 10_000}-{value // 100 % 100:02d}-{value % 100:02d}"
    if name == "account":
        return "（同一账户）"
    if name == "own_name":
        return "是" if value else "否"
    return _CODES.get(name, {}).get(value, str(value) if value else "—")


_CODES = {
    "scheme": {110: "企业职工养老", 120: "机关事业养老", 170: "城乡居民养老", 210: "失业保险", 410: "工伤保险"},
    "region": {0: "本机构", 1: "外地或其他机构"},
    "sentence": {1: "拘役", 2: "有期徒刑", 3: "无期徒刑", 4: "死缓", 5: "管制", 6: "缓刑", 7: "假释", 8: "羁押", 9: "监外执行"},
    "reason": {1: "死亡", 2: "出国定居", 9: "其他"},
}
