"""What an employer's agents may ask for (单位网上申请事项): people in and out, wages, the year's bases, particulars, deferral, injuries.

Each becomes a matter of its own line; what the agency finds out itself (the payroll as taxed, a deferral's document) stays for the clerk.
"""

from __future__ import annotations

from collections.abc import Callable

from shebao.agency.employers.actions.change import CHANGEABLE
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.injury.kinds import INJURIES
from shebao.agency.injury.kinds import RESULTS as RECOGNISED
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused, refuse

from .kinds import UNIT
from .service import NOTE, PROOF, Asker, Content, Service

JOIN, LEAVE = "join:", "leave:"


def _wages(content: Content, asker: Asker) -> Payload:
    rows = [
        {name: row[name] for name in ("person_id", "name", "from_month", "to_month", "wage_fen") if name in row} for row in content["rows"]
    ]
    begun = {"employer_id": asker.employer_id, "rows": rows, "reason": "mistake"}
    return begun | {name: content[name] for name in ("document", "scans") if name in content}


def _unit_certificate(content: Content, asker: Asker) -> Payload:
    return {"kind": "employer", "employer_id": asker.employer_id, "asked_by": "own"}


def _staff_change(*names: str) -> Callable[[Content, Asker], Payload]:
    def begins(content: Content, asker: Asker) -> Payload:
        rows = [{name: row[name] for name in ("person_id", "name", "citizen_number", *names) if name in row} for row in content["rows"]]
        return {"employer_id": asker.employer_id, "rows": rows}

    return begins


def of_unit(*names: str, **more: object) -> Callable[[Content, Asker], Payload]:
    """The fields of these names as they were given, for the employer that asks, and what is the same for all."""

    def begins(content: Content, asker: Asker) -> Payload:
        return {"employer_id": asker.employer_id} | more | {name: content[name] for name in names if name in content}

    return begins


def _bases(content: Content, asker: Asker) -> Payload:
    rows = [{name: row[name] for name in ("person_id", "name", "wage_fen") if name in row} for row in content.get("rows", ())]
    begun = {"employer_id": asker.employer_id, "rows": rows}
    return begun | {name: content[name] for name in ("year", "wage_total_fen", "confirmed", "scans") if name in content}


def _worker_of(content: Content, asker: Asker) -> Payload:
    """The person whom the form names, where the employer insures or insured somebody of that name and number; otherwise nobody."""
    try:
        person_id = people.find(content["worker_number"])
    except Refused:
        person_id = None
    known = person_id is not None and people.person(person_id).name == content["worker_name"]
    one = int_column([person_id or 0])
    if not known or not any(enrolment.ever_employed_at(one, asker.employer_id, scheme).size for scheme in INSURANCES):
        return {}
    return {"person_id": person_id}


def _injury(content: Content, asker: Asker) -> Payload:
    begun = {"employer_id": asker.employer_id} | _worker_of(content, asker)
    names = ("kind", "happened_on", "applied_on", "decision_no", "decided_on", "result", "third_party", "scans")
    return begun | {name: content[name] for name in names if name in content}


def _accident(content: Content, asker: Asker) -> Payload:
    """A report is a work order until the labour administration has decided: who, when, what, and by when it is answered."""
    title = f"工伤事故报告：{content['worker_name']}，{content['happened_on']}，{content['text']}"
    begun = {"kind": "online", "on": asker.day.isoformat(), "party": asker.name, "title": title[:200]}
    return begun | _worker_of(content, asker)


def _judge_worker(content: Content, asker: Asker) -> None:
    if not _worker_of(content, asker):
        refuse("public.worker", "本单位的参保名册里没有这个姓名和身份证号码的人", "请照名册填写；没有参保的，先办增员。", "worker_number")
    if "happened_on" in content and content["happened_on"] > asker.day.isoformat():
        refuse("public.day", "事故日期还没有到", "请核对日期。", "happened_on")


def _judge_change(content: Content, asker: Asker) -> None:
    if content["what"] in CHANGEABLE and not content.get("new_value"):
        refuse("public.value", f"没有填写新的{CHANGEABLE[content['what']]}", "请填写新值。", "new_value")


def _judge_deferral(content: Content, asker: Asker) -> None:
    if content["from_month"] > content["to_month"]:
        refuse("public.months", "所属期起晚于所属期止", "请核对月份。", "to_month")
    if content["cause"] == "agreement" and not content.get("guarantee"):
        refuse("public.guarantee", "延期缴费协议没有写担保", "请写明保证人或抵押物。", "guarantee", "社会保险法 第六十三条")


def _stability(content: Content, asker: Asker) -> Payload:
    """The employer's row of the year's list, as it was proposed, with the size that it confirmed."""
    return {"year": content["year"], "rows": [dict(row) | {"size": content["size"]} for row in content["rows"]]}


_CHANGES = (
    *CHANGEABLE.items(),
    *((f"{JOIN}{key}", f"增加险种：{title}") for key, title in INSURANCES.items()),
    *((f"{LEAVE}{key}", f"终止险种：{title}") for key, title in INSURANCES.items()),
)
_WORKER = (Field("worker_name", "职工姓名", longest=40), Field("worker_number", "职工身份证号码", "citizen_number"))
_YES_OR_NO = (("no", "没有"), ("yes", "有"))
SIZES = (("sme", "中小微企业"), ("large", "大型企业"))
CAUSES = (("force_majeure", "不可抗力（灾害、事故）"), ("policy", "政策规定可以缓缴"), ("agreement", "申请延期缴费协议（要担保）"))

UNIT_SERVICES: tuple[Service, ...] = (
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
        (Field("rows", "改工资名单", "file"), Field("document", "依据", longest=60), PROOF), _wages, ("工资表或银行代发记录",),
        "本月变动", UNIT, living=False, sealed=frozenset({"rows"}),
    ),
    Service(
        "unit_certificate", "开单位参保证明", "当场开好，带核验码。", "print_record", (), _unit_certificate, (), "证明",
        UNIT, automatic=True, living=False,
    ),
    Service(
        "unit_bases", "年度缴费基数申报", "每年一次：每个在保职工上年的月平均工资，用一张表报；哪一行不对当场告诉您。", "declare_bases",
        (
            Field("year", "缴费年度", "year"),
            Field("rows", "工资名单", "file"),
            Field("wage_total_fen", "月平均工资合计（元）", "yuan", help="盖章申报表上的合计，用来核对名单"),
            Field("confirmed", "职工签字或公示", "choice", choices=(("yes", "已签字或已公示"), ("no", "还没有"))),
            PROOF,
        ),
        _bases, ("职工签字的申报表或公示证明",), "申报", UNIT, living=False, sealed=frozenset({"rows"}),
    ),
    Service(
        "unit_year", "单位年度核验", "报上一年的职工人数和工资总额，我们和税务的数核对。", "verify_employer_year",
        (
            Field("year", "年度", "year", help="已经过完的年度"),
            Field("heads", "年末职工人数", "number"),
            Field("wage_fen", "全年工资总额（元）", "yuan"),
            Field("shown", "全年缴费已向职工公布", "choice", choices=(("yes", "已公布，有证明"), ("no", "没有公布"))),
            PROOF,
        ),
        of_unit("year", "heads", "wage_fen", "shown", "scans"), ("工资台账", "公示证明"), "申报", UNIT, living=False,
    ),
    Service(
        "unit_change", "单位信息变更", "名称、法定代表人、地址、经办人、参加的险种变了，改这里。", "change_employer",
        (
            Field("what", "变更事项", "choice", choices=_CHANGES),
            Field("new_value", "新的内容", required=False, longest=120, help="增减险种不填"),
            Field("month", "增减险种的月份", "month", required=False, help="增加的首月，或终止的末月；不填为受理当月"),
            PROOF,
        ),
        of_unit("what", "new_value", "month", "scans"), ("营业执照或变更证明",), "单位", UNIT, living=False, judge=_judge_change,
    ),
    Service(
        "unit_account", "换单位收款账户", "稳岗返还等资金付到这里；必须是单位本户，三个人核对以后才用。", "change_employer_account",
        (
            Field("bank", "开户行", longest=60),
            Field("account_number", "银行账号", longest=30, help="8 至 30 位数字"),
            PROOF,
        ),
        of_unit("bank", "account_number", "scans"), ("开户许可证或银行开户证明",), "单位", UNIT, living=False,
        sealed=frozenset({"account_number"}),
    ),
    Service(
        "unit_defer", "申请缓缴", "不可抗力或政策规定的才可以缓缴；职工个人部分不缓，单位照常代扣代缴。", "defer_contributions",
        (
            Field("scheme", "险种", "choice", choices=tuple(INSURANCES.items())),
            Field("from_month", "所属期起", "month"),
            Field("to_month", "所属期止", "month"),
            Field("cause", "事由", "choice", choices=CAUSES),
            Field("due_on", "打算缓到哪一天", "date"),
            Field("guarantee", "担保", required=False, longest=120, help="申请延期缴费协议的填写"),
            PROOF,
            NOTE,
        ),
        of_unit("scheme", "from_month", "to_month", "due_on", "cause", "guarantee", "scans", what="defer"),
        ("不可抗力证明、政策文件或财务报表",), "缴费", UNIT, living=False, judge=_judge_deferral,
    ),
    Service(
        "unit_accident", "工伤事故报告", "职工受伤了先告诉我们；认定工伤请在三十日内向当地社会保险行政部门申请。", "answer_enquiry",
        (*_WORKER, Field("happened_on", "事故日期", "date"), Field("text", "时间、地点、经过、送到哪家医院", longest=160), PROOF),
        _accident, (), "工伤", UNIT, living=False, sealed=frozenset({"worker_number"}), judge=_judge_worker,
    ),
    Service(
        "unit_injury", "工伤认定结论送登记", "认定工伤决定书下来以后送到这里，职工的待遇才能开始办。", "record_recognition",
        (
            *_WORKER,
            Field("kind", "类别", "choice", choices=tuple(INJURIES.items())),
            Field("happened_on", "事故或诊断日期", "date"),
            Field("applied_on", "申请认定日期", "date"),
            Field("decision_no", "决定书编号", longest=60),
            Field("decided_on", "决定日期", "date"),
            Field("result", "结论", "choice", choices=tuple(RECOGNISED.items())),
            Field("third_party", "有没有第三人责任", "choice", choices=_YES_OR_NO, help="道路交通事故、他人伤害等"),
            PROOF,
        ),
        _injury, ("认定工伤决定书",), "工伤", UNIT, living=False, sealed=frozenset({"worker_number"}), judge=_judge_worker,
    ),
    Service(
        "unit_stability", "稳岗返还", "我们算出来您可以领：核对划型和收款账户，点“要办”就行。", "refund_stability",
        (Field("year", "返还年度", "year"), Field("size", "企业划型", "choice", choices=SIZES), Field("rows", "单位", "file")),
        _stability, (), "主动找您", UNIT, living=False, sealed=frozenset({"rows"}),
    ),
    Service(
        "unit_enquiry", "咨询、异议", "对核定、记账、返还有疑问的写在这里，我们按期限答复。", "answer_enquiry",
        (Field("text", "写在这里", longest=180),),
        lambda content, asker: {
            "kind": "online", "on": asker.day.isoformat(), "party": asker.name, "title": f"单位咨询：{content['text']}"[:200],
        },
        (), "说一说", UNIT, living=False, confirmed=False,
    ),
)  # fmt: skip
