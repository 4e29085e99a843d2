"""What the public may ask for from home (网上申请事项): the few fields asked, the matter it becomes, and how that matter begins.

A service says less than its matter: what a clerk finds out (months, certificates looked up) stays for the clerk to fill in.
`automatic` services are done by a rule without a clerk; they move no money.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.transfers.kinds import KINDS as TRANSFERS
from shebao.agency.unemployment.kinds import REASONS as UNEMPLOYED
from shebao.base.finding import Refused
from shebao.base.months import month_of, month_text

from .kinds import MINE, MOST_SCANS, SCOPES, UNIT

Content: TypeAlias = dict[str, Any]
YES, NO = "true", "false"
OTHER_PENSION = "别处还在领基本养老金"
_NOTE = Field("note", "还想说明的", required=False, longest=300)


@dataclass(frozen=True, slots=True)
class Asker:
    """For whom a submission was sent, and when it came: what fills in the beginning of its matter."""

    person_id: int
    employer_id: int
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Service:
    """One thing to ask for. kind: the key of the matter it becomes. begins: the fields of that matter as they can be filled in.

    documents: what to have at hand. living: the one it is for must be alive and in the register. helped: a helper may ask for it.
    rows: the matter is asked with a list; `begins` gives its rows.
    """

    key: str
    title: str
    lead: str
    kind: str
    fields: tuple[Field, ...]
    begins: Callable[[Content, Asker], Payload]
    documents: tuple[str, ...] = ("身份证",)
    group: str = "办事"
    door: str = MINE
    automatic: bool = False
    helped: bool = True
    living: bool = True
    sealed: frozenset[str] = field(default_factory=frozenset)


def _own(*names: str) -> Callable[[Content, Asker], Payload]:
    """The fields of these names as they were given, for the person who asks."""

    def begins(content: Content, asker: Asker) -> Payload:
        return {"person_id": asker.person_id} | {name: content[name] for name in names if name in content}

    return begins


def _claim(content: Content, asker: Asker) -> Payload:
    return {"rows": [{"person_id": asker.person_id, "applied_month": month_of(asker.day)}]}


def _retire(content: Content, asker: Asker) -> Payload:
    begun = {"person_id": asker.person_id, "applied_on": asker.day.isoformat(), "retire_month": content["retire_month"]}
    return begun | {name: content[name] for name in ("scans",) if name in content}


def _of_the_dead(content: Content, asker: Asker) -> Payload:
    """The one who died, where the number is of the register and the name is theirs."""
    try:
        person_id = people.find(content["dead_number"])
    except Refused:
        person_id = None
    known = person_id is not None and people.person(person_id).name == content["dead_name"]
    return ({"person_id": person_id} if known else {}) | {name: content[name] for name in ("scans",) if name in content}


def _enquiry(content: Content, asker: Asker) -> Payload:
    title = f"{dict(ENQUIRIES)[content['about']]}：{content['text']}"
    begun = {"kind": "online", "on": asker.day.isoformat(), "party": asker.name, "title": title[:200]}
    return begun | ({"person_id": asker.person_id} if asker.person_id else {})


def _binding(content: Content, asker: Asker) -> Payload:
    begun = {"what": "open", "role": "relative", "person_id": asker.person_id, "proof": "online"}
    return begun | {name: content[name] for name in ("agent_name", "citizen_number", "phone", "scope", "until")}


def _certificate(content: Content, asker: Asker) -> Payload:
    return {"kind": content["kind"], "person_id": asker.person_id, "asked_by": "own"}


def _wages(content: Content, asker: Asker) -> Payload:
    rows = [
        {name: row[name] for name in ("person_id", "name", "from_month", "to_month", "wage_fen") if name in row} for row in content["rows"]
    ]
    begun = {"employer_id": asker.employer_id, "rows": rows, "reason": "mistake"}
    return begun | {name: content[name] for name in ("document", "scans") if name in content}


def _unit_certificate(content: Content, asker: Asker) -> Payload:
    return {"kind": "employer", "employer_id": asker.employer_id, "asked_by": "own"}


def _certified(content: Content, asker: Asker) -> Payload:
    return {"rows": [{"person_id": asker.person_id, "on": asker.day.isoformat(), "kind": "self_service"}]}


def _staff_change(*names: str) -> Callable[[Content, Asker], Payload]:
    def begins(content: Content, asker: Asker) -> Payload:
        rows = [{name: row[name] for name in ("person_id", "name", "citizen_number", *names) if name in row} for row in content["rows"]]
        return {"employer_id": asker.employer_id, "rows": rows}

    return begins


ENQUIRIES = (("ask", "咨询"), ("complain", "投诉"), ("advise", "建议"), ("thank", "表扬感谢"))
_SCANS = scans_field("证明材料照片或扫描件", "PDF、JPEG 或 PNG，每份不超过 5 MB", most=MOST_SCANS)
_DEAD = (
    Field("dead_name", "去世的人姓名", longest=40),
    Field("dead_number", "去世的人身份证号码", "citizen_number"),
    Field("died_on", "去世日期", "date"),
    Field(
        "relation", "您是去世的人的", "choice", choices=(("spouse", "配偶"), ("child", "子女"), ("parent", "父母"), ("other", "其他亲属"))
    ),
    _SCANS,
    _NOTE,
)

_ALL = (
    Service(
        "certify", "资格认证", "每十二个月刷一次脸，证明您健在，养老金就不会停。", "record_certifications",
        (), _certified, (), "常用", automatic=True, helped=False,
    ),
    Service(
        "claim", "满 60 岁领养老金（城乡居民）", "到龄前后都可以申请；核定要三个人经手，办好后告诉您每月多少钱。", "decide_benefits",
        (Field("single", "您现在有没有在别处领基本养老金", "choice", choices=((YES, "没有"), (NO, OTHER_PENSION))), _NOTE),
        _claim, ("身份证", "本人银行卡或社会保障卡"), "领养老金",
    ),
    Service(
        "retire", "退休领养老金（企业职工）", "先在“能领多少”里看一看早退晚退差多少，再申请。", "decide_employee_pension",
        (Field("retire_month", "打算哪个月退休", "month"), _SCANS, _NOTE), _retire, ("身份证", "人事档案由单位或存档机构送来"), "领养老金",
    ),
    Service(
        "bank_account", "换收款银行账户", "账户必须是本人的；银行核验以前的第一笔钱会先扣着，核验后补给您。", "change_bank_account",
        (Field("bank", "开户银行", longest=40), Field("account_number", "银行账号", "bank_card"), _SCANS),
        _own("bank", "account_number", "scans"), ("身份证", "银行卡或存折照片"), "常用", helped=False, sealed=frozenset({"account_number"}),
    ),
    Service(
        "phone", "换联系电话", "换好以后，办事进度和提醒按新号码联系您。", "change_phone",
        (Field("phone", "新的联系电话", "phone"),), _own("phone"), (), "常用", automatic=True, helped=False, sealed=frozenset({"phone"}),
    ),
    Service(
        "address", "改居住地", "搬到本县别的村（社区）住，改这里；户口不用动。", "move_person",
        (Field("village_id", "现在住的村（社区）", "village"),), _own("village_id"), (), "常用", automatic=True,
    ),
    Service(
        "tier", "选缴费档次（城乡居民）", "选今年或明年交多少钱；交费还是在税务渠道交。", "change_resident_tier",
        (Field("year", "哪一年", "year", help="今年或明年"), Field("tier_fen", "档次（元/年）", "yuan", help="照当地公布的档次填写")),
        _own("year", "tier_fen"), (), "交费",
    ),
    Service(
        "unemployment", "申领失业保险金", "不是自己辞职、交满一年、登记了失业，就可以领。", "decide_unemployment",
        (
            Field("left_on", "离职日期", "date"),
            Field("reason", "离职原因", "choice", choices=tuple(UNEMPLOYED.items())),
            Field("registered_on", "失业登记日期", "date", help="还没有登记的，填今天；登记和申领一次办"),
            scans_field("离职证明照片", "有就传，没有也可以申请", most=MOST_SCANS),
            _NOTE,
        ),
        _own("left_on", "reason", "registered_on", "scans"), ("身份证", "离职证明（有就带）"), "失业",
    ),
    Service(
        "skill", "技能提升补贴", "取得职业资格或技能等级证书后十二个月内申请。", "decide_skill_subsidy",
        (
            Field("certificate_no", "证书编号", longest=30),
            Field("occupation", "职业（工种）", longest=40),
            Field("level", "等级", "choice", choices=(("初级", "初级（五级）"), ("中级", "中级（四级）"), ("高级", "高级（三级）"))),
            Field("certified_on", "取证日期", "date"),
            _SCANS,
        ),
        _own("certificate_no", "occupation", "level", "certified_on", "scans"), ("身份证", "证书"), "失业",
    ),
    Service(
        "transfer_in", "把外地的社保转进来", "您只在这里申请，两地经办机构自己去办。", "request_transfer_in",
        (
            Field("kind", "转哪一种", "choice", choices=tuple((key, kind.title) for key, kind in TRANSFERS.items())),
            Field("from_place", "从哪里转来（省、市、县）", longest=48),
            Field("from_agency", "那里的社保经办机构", longest=60, help="不清楚就写“某县社保局”"),
            Field("same_province", "是不是同一个省", "choice", choices=((YES, "同一个省"), (NO, "不同的省"))),
            Field("registered_elsewhere", "户口在哪里", "choice", choices=((NO, "本地"), (YES, "外地"))),
            _NOTE,
        ),
        _own("kind", "from_place", "from_agency", "same_province", "registered_elsewhere"), ("身份证",), "转移",
    ),
    Service(
        "transfer_out", "把本地的社保转出去", "到新参保地申请最快；在这里也可以告诉我们，我们等那边的联系函。", "answer_enquiry",
        (Field("to_place", "转到哪里（省、市、县）", longest=48), Field("to_agency", "那里的社保经办机构", longest=60, required=False), _NOTE),
        lambda content, asker: _enquiry({"about": "ask", "text": f"申请把关系转往{content['to_place']}{content.get('to_agency', '')}"}, asker),
        ("身份证",), "转移",
    ),
    Service(
        "funeral", "丧葬补助金", "家里老人去世后申请；同时会停发养老金，不会多发。", "decide_resident_funeral",
        _DEAD, _of_the_dead, ("您的身份证", "死亡医学证明、火化证明或户口注销证明"), "家人去世", living=False, sealed=frozenset({"dead_number"}),
    ),
    Service(
        "inheritance", "继承个人账户余额", "账户里没有领完的钱归继承人。", "inherit_account",
        _DEAD, _of_the_dead, ("您的身份证", "亲属关系证明", "分配协议、公证书或判决书"), "家人去世", living=False, sealed=frozenset({"dead_number"}),
    ),
    Service(
        "certificate", "开参保缴费证明", "当场开好，带核验码，到哪里都能查真伪。", "print_record",
        (Field("kind", "开哪一种", "choice", choices=(("person", "参保缴费证明"), ("benefit", "待遇领取证明"), ("none", "未参保证明"))),),
        _certificate, (), "常用", automatic=True, helped=False,
    ),
    Service(
        "mandate", "让家人或协办员替我办", "您说让谁、能办什么、到哪一天为止；随时可以收回。", "open_portal_account",
        (
            Field("agent_name", "替您办的人姓名", longest=40),
            Field("citizen_number", "替您办的人身份证号码", "citizen_number"),
            Field("phone", "替您办的人电话", "phone"),
            Field("scope", "可以做什么", "choice", choices=tuple(SCOPES.items())),
            Field("until", "到哪一天为止", "date", help="最长一年，到期再办"),
        ),
        _binding, (), "家人", helped=False, sealed=frozenset({"citizen_number", "phone"}),
    ),
    Service(
        "enquiry", "咨询、投诉、建议、表扬", "写下来就行，我们按期限答复，答复在“我的办件”里看。", "answer_enquiry",
        (Field("about", "您想", "choice", choices=ENQUIRIES), Field("text", "写在这里", longest=180)), _enquiry, (), "说一说", living=False,
    ),
    Service(
        "unit_in", "本月增员", "新来的人，从参保月起缴费。", "enrol_many_employees",
        (Field("rows", "增员名单", "file"),), _staff_change("hired_on", "from_month", "wage_fen", "form"), ("劳动合同由单位留存",), "本月变动",
        UNIT, living=False, sealed=frozenset({"rows"}),
    ),
    Service(
        "unit_out", "本月减员", "离开的人，缴到最后缴费月。", "withdraw_many_employees",
        (Field("rows", "减员名单", "file"),), _staff_change("to_month", "reason"), (), "本月变动", UNIT, living=False, sealed=frozenset({"rows"}),
    ),
    Service(
        "unit_wages", "工资更正", "申报错了的工资，从哪个月起改成多少；差额按当时的办法重新核定。", "correct_base",
        (Field("rows", "改工资名单", "file"), Field("document", "依据", longest=60), _SCANS), _wages, ("工资表或银行代发记录",),
        "本月变动", UNIT, living=False, sealed=frozenset({"rows"}),
    ),
    Service(
        "unit_certificate", "开单位参保证明", "当场开好，带核验码。", "print_record", (), _unit_certificate, (), "证明",
        UNIT, automatic=True, living=False,
    ),
)  # fmt: skip
SERVICES: Mapping[str, Service] = {one.key: one for one in _ALL}


def service(key: str) -> Service | None:
    """A service by its key."""
    return SERVICES.get(key)


def begin(one: Service, content: Content, asker: Asker) -> Payload:
    """The payload its matter begins with."""
    return one.begins(content, asker)


def said_by(one: Service, content: Content) -> list[tuple[str, str]]:
    """What was asked, as (label, text), for whoever reads it: months and choices in words, numbers by their last four alone."""
    lines = []
    for asked in one.fields:
        if asked.name not in content or asked.widget in ("scans", "file"):
            continue
        value = content[asked.name]
        if asked.name in one.sealed:
            text = f"尾号 {str(value)[-4:]}"
        elif asked.choices:
            text = dict(asked.choices).get(str(value), str(value))
        elif asked.widget == "month":
            text = month_text(int(value))
        elif asked.widget == "yuan":
            text = f"{int(value) / 100:.2f} 元"
        elif asked.widget == "village":
            text = next((f"{row.township}{row.name}" for row in people.village_names() if row.id == value), str(value))
        else:
            text = str(value)
        lines.append((asked.label, text))
    return lines
