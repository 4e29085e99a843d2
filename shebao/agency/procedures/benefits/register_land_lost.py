"""People whose land was taken (被征地农民实名库登记): a project with its approval, its publication, its money, and the share of each person."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.residents import actions, queries
from shebao.agency.residents.kinds import ROUTES, YOUNGEST
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import age_on

KEY = "register_land_lost"
TITLE = "被征地农民实名库登记"
LAW = "社会保险法 第九十六条；土地管理法 第四十八条；土地管理法实施条例 第三十二条；国办发〔2006〕29号（未核对原文）"
WORKING_DAYS = None
RISK = "high"
RESULT = "被征地农民实名库花名册"
REVERSAL = "名单有误的，更正公示以后用同一批准文号再登记一次，新的一版代替旧的；已兑付多于新份额的先撤销兑付。"
ROWS = (
    *PERSON,
    Wanted("taken_percent", "征地比例（%）", "count", also=("征地比例",)),
    Wanted("amount_fen", "人均补贴（元）", "yuan", also=("人均补贴", "补贴额")),
    Wanted("route", "选择险种", choices={title: key for key, title in ROUTES.items()} | {"居民": "account", "职工": "refund"}),
)
FIELDS = (
    Field("project", "征地项目", longest=80),
    Field("approval_no", "批准文号", longest=60, help="同一文号再登记一次就是新的一版"),
    Field("approved_on", "批准日期", "date"),
    Field("rows", "名单", "file", help="每行：身份证号码、姓名、征地比例、人均补贴、选择险种；照村公示的名单"),
    Field("published_from", "公示起", "date"),
    Field("published_to", "公示止", "date"),
    Field("deposited_fen", "预存额（元）", "yuan", help="社会保障费用的专户进账金额；不足的不能登记"),
    Field("deposit_reference", "预存凭证号", longest=48),
    Field("file_name", "文件名", required=False),
    scans_field("批文、审核表、公示扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a publication that is not over, somebody too young or dead on the day of the approval, and money short of the shares."""
    if not payload["published_from"] <= payload["published_to"] <= day.isoformat():
        refuse("procedures.land", "公示的起止不对，或公示还没有结束", "公示期满、没有异议以后再登记。", "published_to")
    approved = date.fromisoformat(payload["approved_on"])
    if approved > day:
        refuse("procedures.land", "批准日期在受理日期之后", "请照征地批文核对。", "approved_on")
    persons = people.persons(row["person_id"] for row in payload["rows"])
    problems: list[Problem] = []
    seen: dict[int, int] = {}
    for number, row in enumerate(payload["rows"], 1):
        person = persons[row["person_id"]]
        if age_on(person.birth_date, approved) < YOUNGEST:
            problems.append((number, f"批准日未满 {YOUNGEST} 周岁"))
        if person.death_date is not None and person.death_date < approved:
            problems.append((number, f"批准日以前已死亡（{person.death_date.isoformat()}）"))
        if not 0 < row["taken_percent"] <= 100 or row["amount_fen"] <= 0:
            problems.append((number, "征地比例应为 1 至 100，人均补贴应大于零"))
        if (earlier := seen.setdefault(person.id, number)) != number:
            problems.append((number, f"与第 {earlier} 行是同一个人"))
    if problems:
        refuse_rows("procedures.land", "登记", len(payload["rows"]), problems)
    simulated(lambda: _keep(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The project's people and money before and after, and what of the deposit is not given to anybody."""
    before = queries.project(payload["approval_no"])
    old = len(queries.shares_of(payload["approval_no"])) if before else 0
    total = _total(payload)
    routes = [row["route"] for row in payload["rows"]]
    counts = "、".join(f"{title} {routes.count(key):,} 人" for key, title in ROUTES.items() if key in routes)
    return [
        Change(payload["project"], f"第 {before.version} 版，{old:,} 人" if before else "未登记", f"{len(routes):,} 人"),
        Change("份额合计", "", f"{grouped(total)} 元（{counts}）"),
        Change(
            "预存额", "", f"{grouped(payload['deposited_fen'])} 元，登记以后余 {grouped(payload['deposited_fen'] - total)} 元没有归到人"
        ),
        Change("记账", "", "不记账；兑付时凭单据办理"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's age on the day of the approval, and other projects with a share."""
    persons = people.persons(row["person_id"] for row in payload["rows"])
    others = queries.projects_of(list(persons))
    approved, mine = date.fromisoformat(payload["approved_on"]), payload["approval_no"]
    return [
        RowNote(
            f"批准日 {age_on(persons[row['person_id']].birth_date, approved)} 周岁",
            f"征地 {row['taken_percent']}%，{ROUTES[row['route']]}",
            row["amount_fen"],
            tuple(f"在项目“{code}”也有份额" for code in others.get(row["person_id"], ()) if code != mine),
        )
        for row in payload["rows"]
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the version."""
    return _keep(payload, by)


def _total(payload: Payload) -> Fen:
    return sum(row["amount_fen"] for row in payload["rows"])


def _keep(payload: Payload, by: By) -> int:
    approved = date.fromisoformat(payload["approved_on"])
    born = {key: row.birth_date for key, row in people.persons(row["person_id"] for row in payload["rows"]).items()}
    project = actions.Project(
        payload["approval_no"],
        payload["project"],
        approved,
        date.fromisoformat(payload["published_from"]),
        date.fromisoformat(payload["published_to"]),
        payload["deposited_fen"],
        payload["deposit_reference"],
    )
    shares = [
        actions.Share(row["person_id"], row["taken_percent"], age_on(born[row["person_id"]], approved), row["amount_fen"], row["route"])
        for row in payload["rows"]
    ]
    return actions.keep_project(project, shares, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['project']}：{TITLE}，{len(payload['rows']):,} 人"
