"""Registering employers (单位参保登记): one by a form at the counter, or the list that the market register hands over."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers.actions import NewEmployer, check_new, register
from shebao.agency.employers.actions.register import BENCHMARK
from shebao.agency.employers.kinds import FUNDING, INSURANCES, KINDS, PACKAGES, REGISTRATION_DAYS
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Many, Payload, RowNote, Wanted, rows_of
from shebao.base.identity import mask_account
from shebao.base.months import month_of, month_text

KEY = "register_employer"
TITLE = "单位参保登记"
LAW = "社会保险法 第57条；社会保险经办条例（国令第765号）第6条；社会保险费征缴暂行条例 第7条"
WORKING_DAYS = 10
RISK = "low"
RESULT = "单位参保登记回执"
REVERSAL = "内容有误的，办理“单位信息变更”；不该登记的，办理“单位注销登记”。"
SENSITIVE = ("account_number",)
CLASSES = tuple((str(one), f"{title}类") for one, title in enumerate("一二三四五六七八", 1))
_PACKAGES = tuple((key, title) for key, (title, _) in PACKAGES.items())
FIELDS = (
    Field("uscc", "统一社会信用代码", help="18 位，照营业执照或登记证书填写"),
    Field("name", "单位名称", longest=80),
    Field("kind", "单位类别", "choice", choices=tuple(KINDS.items())),
    Field("founded_on", "成立日期", "date"),
    Field("legal_person", "法定代表人", longest=40),
    Field("address", "地址", longest=120),
    Field("industry", "行业", help="GB/T 4754 的行业名称", longest=60),
    Field("risk_class", "工伤行业风险类别", "choice", choices=CLASSES),
    Field("package", "参加的险种", "choice", choices=_PACKAGES),
    Field("from_month", "参保月", "month", required=False, help="不填则为受理当月"),
    Field("funding", "资金来源", "choice", required=False, choices=tuple(FUNDING.items()), help="机关事业单位填写"),
    Field("tax_office", "主管税务机关", longest=60),
    Field("agent_name", "社保经办人", longest=40),
    Field("agent_phone", "经办人电话", "phone"),
    Field("bank", "开户行", required=False, longest=60),
    Field("account_number", "银行账号", required=False, help="单位本户，8 至 30 位数字"),
    scans_field("登记材料扫描件", "非企业附登记证书或编办批文；PDF、JPEG 或 PNG，最多 6 份"),
)
ROWS = (
    Wanted("uscc", "统一社会信用代码"),
    Wanted("name", "单位名称", longest=80),
    Wanted("kind", "单位类别", choices={title: key for key, title in KINDS.items()}),
    Wanted("founded_on", "成立日期", "date"),
    Wanted("legal_person", "法定代表人", longest=40),
    Wanted("address", "地址", longest=120),
    Wanted("industry", "行业", longest=60),
    Wanted("risk_class", "工伤行业风险类别", choices={title: key for key, title in CLASSES}),
    Wanted("package", "参加的险种", choices={title: key for key, title in _PACKAGES}),
    Wanted("from_month", "参保月", "month", required=False),
    Wanted("tax_office", "主管税务机关", longest=60),
    Wanted("agent_name", "社保经办人", longest=40),
    Wanted("agent_phone", "经办人电话", "phone"),
    Wanted("bank", "开户行", required=False, longest=60),
    Wanted("account_number", "银行账号", required=False),
)
MANY = Many(
    "register_employers",
    "批量单位参保登记",
    (
        Field("rows", "单位名单", "file", help="市场监管、民政、编办的登记名单；每行一个单位"),
        Field("file_name", "文件名", required=False),
    ),
    risk="high",
    sensitive=("rows",),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, with the reason for each, where an employer cannot be entered."""
    for row in rows_of(payload):
        row.setdefault("from_month", month_of(day))
    check_new([new_employer(row) for row in rows_of(payload)], day)
    payload["late"] = [
        number for number, row in enumerate(rows_of(payload), 1) if (day - date.fromisoformat(row["founded_on"])).days > REGISTRATION_DAYS
    ]
    return payload


def preview(payload: Payload) -> list[Change]:
    """One employer: everything entered. A list: how many, of which kinds, in which insurances."""
    rows = rows_of(payload)
    changes = _of_one(rows[0]) if len(rows) == 1 else [Change("用人单位", "未登记", f"{len(rows):,} 个")]
    if payload["late"]:
        text = f"{len(payload['late']):,} 个" if len(rows) > 1 else "是"
        changes.append(Change(f"成立超过 {REGISTRATION_DAYS} 日才登记", "", f"{text}；照常受理，请告知社会保险法第57条，经办机构不罚款"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """What each row opens; those that come late are flagged."""
    late = set(payload["late"])
    return [
        RowNote(after=PACKAGES[row["package"]][0], flags=(f"成立超过 {REGISTRATION_DAYS} 日",) if number in late else ())
        for number, row in enumerate(payload["rows"], 1)
    ]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The new employers' ids."""
    return register([new_employer(row) for row in rows_of(payload)], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{MANY.title}：{len(payload['rows']):,} 个" if "rows" in payload else f"{payload['name']}：{TITLE}"


def new_employer(row: Payload) -> NewEmployer:
    """A row as the register takes it."""
    texts = ("uscc", "name", "kind", "legal_person", "address", "industry", "tax_office", "agent_name", "agent_phone")
    return NewEmployer(
        **{name: row[name] for name in texts},
        founded_on=date.fromisoformat(row["founded_on"]),
        risk_class=int(row["risk_class"]),
        schemes=PACKAGES[row["package"]][1],
        funding=row.get("funding", ""),
        bank=row.get("bank", ""),
        account_number=row.get("account_number", ""),
        from_month=row["from_month"],
    )


def _of_one(row: Payload) -> list[Change]:
    titles = "、".join(INSURANCES[scheme] for scheme in PACKAGES[row["package"]][1])
    account = f"{row.get('bank', '')} {mask_account(row['account_number'])}" if row.get("account_number") else "未填"
    return [
        Change("用人单位", "未登记", f"{row['name']}（{KINDS[row['kind']]}），{row['uscc'].upper()}"),
        Change("成立日期", "", row["founded_on"]),
        Change("参加险种", "无", f"自 {month_text(row['from_month'])} 起：{titles}"),
        Change("工伤费率", "无", f"第 {row['risk_class']} 类，浮动系数 1.00，{BENCHMARK}"),
        Change("经办人", "", row["agent_name"]),
        Change("银行账户", "无", account),
    ]
