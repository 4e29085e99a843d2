"""Lists that others make: which columns each kind has, by which titles they go, and which tables of the rules they become."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from shebao.base.finding import refuse
from shebao.base.months import add_months, months_between

from .keys import Problems, amounts, births, days, months, number_keys, sexes, years
from .tables import EMPLOYEE, PUBLIC, RESIDENT, SENTENCES, TABLES, UNEMPLOYMENT

Column: TypeAlias = npt.NDArray[np.int64]
Table: TypeAlias = dict[str, Column]
Reading = Literal["number", "day", "month", "year", "yuan", "sentence", "scheme", "word", "reason"]
_READERS: Mapping[str, Callable[[Sequence[str]], tuple[Column, Problems]]] = {"day": days, "month": months, "year": years, "yuan": amounts}
STALE_MONTHS = 12
"""A list whose newest day is older than this is called stale: a line of our own, not the law's."""


@dataclass(frozen=True, slots=True)
class Title:
    """A column of a list: what its value is called, the titles it goes by, how it is read, whether the list needs it."""

    name: str
    titles: tuple[str, ...]
    reading: Reading
    required: bool = False


@dataclass(frozen=True, slots=True)
class ListKind:
    """A kind of list: its name on the command line, what it is called, its columns."""

    key: str
    title: str
    columns: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list read: its columns by name as whole numbers, and what was wrong with which row (1 is the first below the titles)."""

    kind: ListKind
    columns: Table
    texts: Mapping[str, Sequence[str]]
    rejected: Mapping[int, str]
    notes: tuple[str, ...] = field(default=())


_NUMBER = Title(
    "person",
    ("身份证号码", "公民身份号码", "身份证号", "证件号码", "社会保障号码", "居民身份证号码", "citizen_number", "id_number", "id"),
    "number",
    True,
)
_NAME = Title("name", ("姓名", "name"), "word")
_SCHEME = Title("scheme", ("险种", "险种类型", "待遇类别", "scheme"), "scheme")


def _day(name: str, *titles: str, required: bool = True) -> Title:
    return Title(name, (*titles, name), "day", required)


def _kind(key: str, title: str, *columns: Title) -> ListKind:
    return ListKind(key, title, (_NUMBER, _NAME, *columns))


KINDS: Mapping[str, ListKind] = {
    kind.key: kind
    for kind in (
        _kind(
            "roll",
            "发放花名册",
            _SCHEME,
            Title("month", ("发放月份", "月份", "所属月", "发放月", "month", "paid_month"), "month"),
            Title("fen", ("金额", "发放金额", "实发金额", "金额（元）", "amount"), "yuan"),
            Title("from_month", ("起始月", "待遇起始月", "首发月", "领取起始月", "from_month", "start"), "month"),
            Title("to_month", ("终止月", "待遇终止月", "to_month", "end"), "month"),
            Title("birth", ("出生日期", "birth_date"), "day"),
            Title("account", ("银行账号", "账号", "银行卡号", "account"), "word"),
            Title("holder", ("户名", "账户户名", "holder"), "word"),
            Title("since_day", ("账户启用日期", "换卡日期"), "day"),
            Title("certified", ("认证日期", "最近认证日期", "certified_on"), "day"),
            Title("until_month", ("认证有效期", "有效至", "valid_until"), "month"),
        ),
        _kind("deaths", "死亡名单", _day("died_on", "死亡日期", "死亡时间", "death_date")),
        _kind("funerals", "殡葬名单", _day("on_day", "火化日期", "殡葬日期", "安葬日期")),
        _kind("households", "户籍注销名单", _day("on_day", "注销日期"), Title("reason", ("注销原因", "reason"), "reason", True)),
        _kind(
            "custody",
            "服刑羁押名单",
            _day("from", "收监日期", "刑期起日", "羁押日期", "from_day"),
            _day("to", "释放日期", "刑期止日", "to_day", required=False),
            Title("sentence", ("刑种", "刑罚种类", "sentence"), "sentence", True),
        ),
        _kind(
            "other",
            "外地或其他险种名单",
            Title("scheme", ("险种", "险种类型", "scheme"), "scheme", True),
            Title("from_month", ("起始月", "待遇起始月", "参保月", "from_month"), "month", True),
            Title("to_month", ("终止月", "to_month"), "month"),
        ),
        _kind("sightings", "就医、用卡、出行名单", _day("on_day", "日期", "就医日期", "出行日期", "用卡日期")),
        _kind("companies", "企业登记名单", _day("from_day", "登记日期", "成立日期"), _day("to_day", "注销日期", required=False)),
        _kind("exits", "出境名单", _day("from_day", "出境日期"), _day("to_day", "入境日期", required=False)),
        _kind(
            "assistance",
            "低保特困名单",
            Title("from_year", ("起始年度", "年度", "from_year"), "year", True),
            Title("to_year", ("终止年度", "to_year"), "year"),
        ),
        _kind(
            "subsidies",
            "财政代缴和补贴名单",
            _SCHEME,
            Title("from_month", ("起始月", "from_month"), "month", True),
            Title("to_month", ("终止月", "to_month"), "month", True),
        ),
    )
}
"""Every kind of list by its key, which is its option on the command line."""


def read(kind: ListKind, name: str, titles: Sequence[str], columns: Sequence[Sequence[str]]) -> ReadList:
    """A list as columns of whole numbers; refused whole where a column is missing or no row can be read."""
    places = _places(kind, name, titles)
    result: Table = {}
    texts: dict[str, Sequence[str]] = {}
    rejected: dict[int, str] = {}
    notes: list[str] = []
    for column in kind.columns:
        if column.name not in places:
            continue
        cells = columns[places[column.name]]
        if column.reading == "number":
            result["person"], problems, old = number_keys(cells)
            if old:
                notes.append(f"{name}：{old:,} 行是 15 位号码，按 19 世纪加补世纪和校验位比对，命中的请核对本人。")
        else:
            result[column.name], problems = _read(column, cells)
        texts[column.name] = cells
        if column.required and column.reading != "number":
            problems |= {
                i: f"没有{column.titles[0]}"
                for i in np.flatnonzero(result[column.name] == 0).tolist()
                if i not in problems and not cells[i]
            }
        for i, reason in problems.items():
            rejected[i] = f"{rejected[i]}；{reason}" if i in rejected else reason
    total = len(columns[0])
    if len(rejected) == total:
        refuse("screening.rows", f"{total:,} 行没有一行能用，第 1 行：{rejected[0]}", "请按提示改正后重试。", name)
    keep = np.setdiff1d(np.arange(total), np.fromiter(rejected, dtype=np.int64, count=len(rejected)))
    numbers = {title: values[keep] for title, values in result.items()}
    whole = np.stack(list(numbers.values()), axis=1)
    order = np.sort(np.unique(whole, axis=0, return_index=True)[1]) if total < 3_000_000 else np.arange(keep.size)
    if order.size < keep.size:
        notes.append(f"{name}：{keep.size - order.size:,} 行和前面的行完全相同，只算一次。")
    kept = keep[order]
    return ReadList(
        kind,
        {title: values[order] for title, values in numbers.items()},
        {title: [cells[i] for i in kept.tolist()] for title, cells in texts.items()},
        {i + 1: reason for i, reason in sorted(rejected.items())},
        tuple(notes),
    )


def _places(kind: ListKind, name: str, titles: Sequence[str]) -> dict[str, int]:
    plain = [title.strip().lower() for title in titles]
    places: dict[str, int] = {}
    for column in kind.columns:
        items = [i for i, title in enumerate(plain) if title in column.titles]
        if len(items) > 1:
            refuse("screening.column", f"有两列都是“{column.titles[0]}”", "请只保留一列。", name)
        if not items and column.required:
            seen = "、".join(titles)[:120]
            refuse("screening.column", f"缺少“{column.titles[0]}”列，第一行是：{seen}", f"{kind.title}要有这一列，第一行写列名。", name)
        if items:
            places[column.name] = items[0]
    return places


def _read(column: Title, cells: Sequence[str]) -> tuple[Column, Problems]:
    if column.reading in _READERS:
        return _READERS[column.reading](cells)
    if column.reading == "word":
        codes: dict[str, int] = {"": 0}
        problems = {i: f"{column.titles[0]}是数值格式，末几位已被表格软件改写" for i, cell in enumerate(cells) if "e+" in cell.lower()}
        numbers = np.fromiter((codes.setdefault(cell, len(codes)) for cell in cells), dtype=np.int64, count=len(cells))
        return numbers, problems if column.name == "account" else {}
    words = {
        cell: {"sentence": sentence_code, "scheme": scheme_code, "reason": cancelled_code}[column.reading](cell) for cell in set(cells)
    }
    problems = {i: f"不认识{column.titles[0]}“{cell[:20]}”" for i, cell in enumerate(cells) if cell and not words[cell]}
    return np.fromiter((words[cell] for cell in cells), dtype=np.int64, count=len(cells)), problems


def sentence_code(text: str) -> int:
    """The code of a sentence as somebody wrote it; 0 where it is not understood."""
    named = {"缓刑": 6, "暂予监外": 9, "监外执行": 9} | dict(SENTENCES) | {"死刑缓期": 4, "fixed-term": 2}
    return next((code for word, code in named.items() if word in text), 0)


def scheme_code(text: str) -> int:
    """A scheme's national code, as a whole number; below nought for contributions instead of a benefit."""
    words = {"失业": UNEMPLOYMENT, "机关": PUBLIC, "居民": RESIDENT, "城乡": RESIDENT, "农村": RESIDENT, "职工": EMPLOYEE, "企业": EMPLOYEE}
    code = next((code for word, code in words.items() if word in text), int(text) if text in {"110", "120", "170", "210"} else 0)
    return -code if "缴费" in text or "参保" in text else code


def cancelled_code(text: str) -> int:
    """Why a household registration was cancelled: 1 death, 2 emigration, 9 another reason, 0 not said."""
    return 1 if "死亡" in text else 2 if "出国" in text or "定居" in text else 9 if text else 0


def tables(reading: ReadList, today: int) -> dict[str, Table]:
    """The tables of the rules that a list becomes on a day."""
    key, c = reading.kind.key, reading.columns
    if key == "roll":
        return _roll(reading, today)
    if key == "other":
        return _other(c, today)
    plain = {"deaths": "deaths", "funerals": "funerals", "households": "cancelled_households"}
    renamed = {"died_on": "on_day", "from": "from_day", "to": "to_day"}
    table = plain.get(key, key)
    named = {renamed.get(name, name): values for name, values in c.items()}
    named.setdefault("kind", np.full_like(c["person"], 2))
    named.setdefault("scheme", np.full_like(c["person"], RESIDENT))
    zero = np.zeros_like(c["person"])
    return {table: {name: named.get(name, zero) for name in TABLES[table]}}


def _roll(reading: ReadList, today: int) -> dict[str, Table]:
    c, person = reading.columns, reading.columns["person"]
    zero = np.zeros_like(person)
    scheme = np.abs(c["scheme"]) if "scheme" in c else zero + RESIDENT
    month = np.where(c["month"] > 0, c["month"], today // 100) if "month" in c else zero + today // 100
    first = c.get("from_month", zero)
    people, place = np.unique(person, return_inverse=True)
    earliest = np.full(people.size, 999912, dtype=np.int64)
    np.minimum.at(earliest, place, month)
    started = np.where(first > 0, first, earliest[place])
    result: dict[str, Table] = {
        "payments": {"person": person, "scheme": scheme, "month": month, "fen": c.get("fen", zero)},
        "people": {
            "person": person,
            "birth": np.where(c["birth"] > 0, c["birth"], births(person)) if "birth" in c else births(person),
            "number_birth": births(person),
            "sex": sexes(person),
            "number_sex": sexes(person),
            "number_ok": zero + 1,
        },
        "benefits": {"person": person, "scheme": scheme, "region": zero, "from_month": started, "to_month": c.get("to_month", zero)},
    }
    if "from_month" in c:
        unsaid = dict.fromkeys(("months", "minimum_months", "fen", "employer"), zero)
        ages = {"kind": zero + 1, "birth": result["people"]["birth"], "sex": sexes(person), **unsaid}
        started_only = {"person": person, "scheme": scheme, "from_month": first, **ages}
        result["awards"] = {name: values[first > 0] for name, values in started_only.items()}
    if "account" in c:
        own = [
            not holder or holder == name
            for holder, name in zip(reading.texts.get("holder", ()), reading.texts.get("name", ()), strict=False)
        ]
        own_name = np.array(own, dtype=np.int64) if len(own) == person.size else zero + 1
        some = c["account"] > 0
        table = {"person": person, "account": c["account"], "since_day": c.get("since_day", zero), "own_name": own_name}
        result["accounts"] = {name: values[some] for name, values in table.items()}
    if "certified" in c:
        some = c["certified"] > 0
        result["certifications"] = {"person": person[some], "on_day": c["certified"][some], "local": zero[some]}
    if "until_month" in c:
        some = c["until_month"] > 0
        result["validity"] = {"person": person[some], "until_month": c["until_month"][some]}
    return result


def _other(c: Table, today: int) -> dict[str, Table]:
    """Benefits of other places and schemes; where the list speaks of contributions, each month of them."""
    person, first, last = c["person"], c["from_month"], c.get("to_month", np.zeros_like(c["person"]))
    paid, drawn = c["scheme"] < 0, c["scheme"] > 0
    result: dict[str, Table] = {
        "benefits": {"person": person, "scheme": c["scheme"], "region": np.ones_like(person), "from_month": first, "to_month": last}
    }
    result["benefits"] = {name: values[drawn] for name, values in result["benefits"].items()}
    end = np.where(last > 0, last, today // 100)
    counts = np.clip(months_between(first, end) + 1, 0, 600)[paid]
    rows = np.repeat(np.flatnonzero(paid), counts)
    steps = np.arange(rows.size) - np.repeat(np.cumsum(counts) - counts, counts)
    month = np.asarray(add_months(first[rows], steps), dtype=np.int64)
    one, nought = np.ones_like(rows), np.zeros_like(rows)
    result["contributions"] = {"person": person[rows], "scheme": -c["scheme"][rows], "month": month, "employer": one, "base_fen": nought}
    return result


def staleness(reading: ReadList, today: int) -> str:
    """A sentence where the newest day of a list is long ago; empty where it is fresh or has no days."""
    column = next((name for name in ("died_on", "on_day", "from", "from_day", "from_month", "month") if name in reading.columns), "")
    if not column or reading.kind.key == "roll":
        return ""
    newest = int(reading.columns[column].max())
    month = newest if newest < 10**6 else newest // 100
    age = int(months_between(month, today // 100))
    return (
        f"{reading.kind.title}最新的一条是 {month // 100} 年 {month % 100} 月，已过 {age} 个月，可能不是新名单。"
        if age > STALE_MONTHS
        else ""
    )
