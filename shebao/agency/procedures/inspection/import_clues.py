"""Taking in a list of another office and comparing it with the county (疑点数据导入比对): only clues come of it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import NEW_PERSON
from shebao.agency.screening import actions as screening
from shebao.agency.screening.actions import ListRow, NewList
from shebao.agency.screening.actions.lists import check_list
from shebao.agency.screening.actions.screening import Screened
from shebao.agency.screening.kinds import LIST_KINDS, PROVIDERS
from shebao.core.screening.lists import KINDS, cancelled_code, scheme_code, sentence_code

KEY = "import_clues"
TITLE = "疑点数据导入比对"
LAW = "社会保险经办条例（国令第765号）第8条、第38条、第42条"
WORKING_DAYS = None
RISK = "low"
RESULT = "疑点数据导入报告"
REVERSAL = "导错名单的，办“作废比对名单”；已生成的线索保留，逐条写明结论。"
AREA = "guard"
SENSITIVE = ("rows",)
ROWS = (
    *NEW_PERSON,
    Wanted(
        "from_day",
        "日期",
        "date",
        required=False,
        also=("死亡日期", "火化日期", "殡葬日期", "注销日期", "收监日期", "就医日期", "登记日期", "出境日期"),
    ),
    Wanted("to_day", "止日", "date", required=False, also=("释放日期", "终止日期", "入境日期")),
    Wanted("from_month", "起始月", "month", required=False, also=("待遇起始月", "参保月")),
    Wanted("to_month", "终止月", "month", required=False),
    Wanted("what", "类别", required=False, also=("刑种", "险种", "注销原因")),
)
FIELDS = (
    Field("kind", "名单", "choice", choices=tuple((key, KINDS[key].title) for key in LIST_KINDS)),
    Field("source", "信息来源", "choice", choices=tuple(PROVIDERS.items())),
    Field("rows", "名单文件", "file", help="每行：身份证号码、姓名，日期（死亡、收监、注销……），止日，类别（刑种、险种、注销原因）"),
    Field("purpose", "用途", help="名单只能按这个用途使用", longest=80),
    Field("got_on", "收到日期", "date"),
    Field("as_of", "数据截止日期", "date", help="名单里的事实到哪一天为止"),
    Field("keep_until", "留存至", "date"),
    Field("file_name", "文件名", required=False),
)
_CODED = {"custody": sentence_code, "other": scheme_code, "households": cancelled_code}
_DATED = ("deaths", "funerals", "households", "custody", "sightings", "companies", "exits")


def check(payload: Payload, day: date) -> Payload:
    """Refused row by row where a day or a kind is missing, whole for a list that is there already or has no purpose."""
    problems: list[Problem] = []
    kind = payload["kind"]
    for number, row in enumerate(payload["rows"], 1):
        if kind in _DATED and not row.get("from_day"):
            problems.append((number, "没有日期"))
        if kind not in _DATED and not (row.get("from_month") or row.get("from_day")):
            problems.append((number, "没有起始月"))
        if kind in _CODED and not _CODED[kind](str(row.get("what", ""))):
            problems.append((number, f"不认识类别“{row.get('what', '')}”"))
    if problems:
        refuse_rows("screening.rows", "导入比对", len(payload["rows"]), problems)
    check_list(_list(payload), day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many rows, how many of this county, and that only clues come of it."""
    new = _list(payload)
    return [
        Change("名单", "", f"{KINDS[new.kind].title}，{PROVIDERS[new.provider]}，{new.lines:,} 行"),
        Change("本县登记的人", "", f"{len(new.rows):,} 人；其余 {new.lines - len(new.rows):,} 行不留存"),
        Change("用途和留存", "", f"{new.purpose}；留存至 {new.keep_until.isoformat()}"),
        Change("办结以后", "", "用名单能用的规则筛查一次，命中的成为线索，不改任何待遇"),
    ]


def apply(payload: Payload, *, by: By) -> Screened:
    """What the run over the county with the new list came to."""
    screening.record_list(_list(payload), by=by)
    return screening.screen_county(by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{KINDS[payload['kind']].title}比对：{len(payload['rows']):,} 行（{PROVIDERS[payload['source']]}）"


def subject(payload: Payload) -> tuple[str, int] | None:
    """A list is about many."""
    return None


def _list(payload: Payload) -> NewList:
    ids = people.find_many([row["citizen_number"] for row in payload["rows"]])
    rows = [_row(payload["kind"], person, row) for person, row in zip(ids, payload["rows"], strict=True) if person is not None]
    days = [date.fromisoformat(payload[name]) for name in ("got_on", "as_of", "keep_until")]
    return NewList(
        payload["kind"], payload["source"], payload["purpose"], days[0], days[1], days[2], len(payload["rows"]), list(Counter(rows))
    )


def _row(kind: str, person: int, row: Payload) -> ListRow:
    first = _day(row.get("from_day")) or int(row.get("from_month") or 0) * 100 + 1 * bool(row.get("from_month"))
    last = _day(row.get("to_day")) or int(row.get("to_month") or 0) * 100 + 1 * bool(row.get("to_month"))
    return ListRow(person, first, last, _CODED[kind](str(row.get("what", ""))) if kind in _CODED else 0)


def _day(text: str | None) -> int:
    return int(str(text).replace("-", "")) if text else 0
