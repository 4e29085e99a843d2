"""What the public may ask for from home (网上申请事项): the few fields asked, the matter it becomes, and how that matter begins.

A service says less than its matter: what a clerk finds out (months, certificates looked up) stays for the clerk to fill in.
`automatic` services are done by a rule without a clerk; they move no money.
"""

from __future__ import annotations

from collections.abc import Mapping

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.transfers.kinds import KINDS as TRANSFERS
from shebao.agency.unemployment.kinds import REASONS as UNEMPLOYED
from shebao.base.finding import Refused
from shebao.base.months import month_of, month_text

from .kinds import MOST_SCANS, SCOPES
from .service import NO, NOTE, PROOF, YES, Asker, Content, Service, own
from .unit_services import UNIT_SERVICES

__all__ = ["NO", "OTHER_PENSION", "SERVICES", "YES", "Asker", "Content", "Service", "begin", "said_by", "service"]
OTHER_PENSION = "别处还在领基本养老金"


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


def _certified(content: Content, asker: Asker) -> Payload:
    return {"rows": [{"person_id": asker.person_id, "on": asker.day.isoformat(), "kind": "self_service"}]}


ENQUIRIES = (("ask", "咨询"), ("complain", "投诉"), ("advise", "建议"), ("thank", "表扬感谢"))
_DEAD = (
    Field("dead_name", "去世的人姓名", longest=40),
    Field("dead_number", "去世的人身份证号码", "citizen_number"),
    Field("died_on", "去世日期", "date"),
    Field(
        "relation", "您是去世的人的", "choice", choices=(("spouse", "配偶"), ("child", "子女"), ("parent", "父母"), ("other", "其他亲属"))
    ),
    PROOF,
    NOTE,
)

_MINE = (
    Service(
        "certify", "资格认证", "每十二个月刷一次脸，证明您健在，养老金就不会停。", "record_certifications",
        (), _certified, (), "常用", automatic=True, helped=False,
    ),
    Service(
        "claim", "满 60 岁领养老金（城乡居民）", "到龄前后都可以申请；核定要三个人经手，办好后告诉您每月多少钱。", "decide_benefits",
        (Field("single", "您现在有没有在别处领基本养老金", "choice", choices=((YES, "没有"), (NO, OTHER_PENSION))), NOTE),
        _claim, ("身份证", "本人银行卡或社会保障卡"), "领养老金",
    ),
    Service(
        "retire", "退休领养老金（企业职工）", "先在“能领多少”里看一看早退晚退差多少，再申请。", "decide_employee_pension",
        (Field("retire_month", "打算哪个月退休", "month"), PROOF, NOTE), _retire, ("身份证", "人事档案由单位或存档机构送来"), "领养老金",
    ),
    Service(
        "bank_account", "换收款银行账户", "账户必须是本人的；银行核验以前的第一笔钱会先扣着，核验后补给您。", "change_bank_account",
        (Field("bank", "开户银行", longest=40), Field("account_number", "银行账号", "bank_card"), PROOF),
        own("bank", "account_number", "scans"), ("身份证", "银行卡或存折照片"), "常用", helped=False, sealed=frozenset({"account_number"}),
    ),
    Service(
        "phone", "换联系电话", "换好以后，办事进度和提醒按新号码联系您。", "change_phone",
        (Field("phone", "新的联系电话", "phone"),), own("phone"), (), "常用", automatic=True, helped=False, sealed=frozenset({"phone"}),
    ),
    Service(
        "address", "改居住地", "搬到本县别的村（社区）住，改这里；户口不用动。", "move_person",
        (Field("village_id", "现在住的村（社区）", "village"),), own("village_id"), (), "常用", automatic=True,
    ),
    Service(
        "tier", "选缴费档次（城乡居民）", "选今年或明年交多少钱；交费还是在税务渠道交。", "change_resident_tier",
        (Field("year", "哪一年", "year", help="今年或明年"), Field("tier_fen", "档次（元/年）", "yuan", help="照当地公布的档次填写")),
        own("year", "tier_fen"), (), "交费",
    ),
    Service(
        "unemployment", "申领失业保险金", "不是自己辞职、交满一年、登记了失业，就可以领。", "decide_unemployment",
        (
            Field("left_on", "离职日期", "date"),
            Field("reason", "离职原因", "choice", choices=tuple(UNEMPLOYED.items())),
            Field("registered_on", "失业登记日期", "date", help="还没有登记的，填今天；登记和申领一次办"),
            scans_field("离职证明照片", "有就传，没有也可以申请", most=MOST_SCANS),
            NOTE,
        ),
        own("left_on", "reason", "registered_on", "scans"), ("身份证", "离职证明（有就带）"), "失业",
    ),
    Service(
        "skill", "技能提升补贴", "取得职业资格或技能等级证书后十二个月内申请。", "decide_skill_subsidy",
        (
            Field("certificate_no", "证书编号", longest=30),
            Field("occupation", "职业（工种）", longest=40),
            Field("level", "等级", "choice", choices=(("初级", "初级（五级）"), ("中级", "中级（四级）"), ("高级", "高级（三级）"))),
            Field("certified_on", "取证日期", "date"),
            PROOF,
        ),
        own("certificate_no", "occupation", "level", "certified_on", "scans"), ("身份证", "证书"), "失业",
    ),
    Service(
        "transfer_in", "把外地的社保转进来", "您只在这里申请，两地经办机构自己去办。", "request_transfer_in",
        (
            Field("kind", "转哪一种", "choice", choices=tuple((key, kind.title) for key, kind in TRANSFERS.items())),
            Field("from_place", "从哪里转来（省、市、县）", longest=48),
            Field("from_agency", "那里的社保经办机构", longest=60, help="不清楚就写“某县社保局”"),
            Field("same_province", "是不是同一个省", "choice", choices=((YES, "同一个省"), (NO, "不同的省"))),
            Field("registered_elsewhere", "户口在哪里", "choice", choices=((NO, "本地"), (YES, "外地"))),
            NOTE,
        ),
        own("kind", "from_place", "from_agency", "same_province", "registered_elsewhere"), ("身份证",), "转移",
    ),
    Service(
        "transfer_out", "把本地的社保转出去", "到新参保地申请最快；在这里也可以告诉我们，我们等那边的联系函。", "answer_enquiry",
        (Field("to_place", "转到哪里（省、市、县）", longest=48), Field("to_agency", "那里的社保经办机构", longest=60, required=False), NOTE),
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
)  # fmt: skip
SERVICES: Mapping[str, Service] = {one.key: one for one in (*_MINE, *UNIT_SERVICES)}


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
