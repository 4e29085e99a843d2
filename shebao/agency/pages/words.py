"""The Chinese words for every code the database keeps, and the tone (one of four colours) a state is shown in.

A page never prints a code. A code that has no word here is printed as it is, so that nothing is hidden; a test asks
that the codes in use have one.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from shebao.agency import schemes
from shebao.agency.accounts.kinds import KINDS as ACCOUNT_KINDS
from shebao.agency.benefits.reasons import CHANGES, ENDINGS, SUSPENSIONS
from shebao.agency.certification.kinds import KINDS as _CERTIFICATION
from shebao.agency.enrolment.schemes import GROUPS as ASSISTANCE_GROUPS
from shebao.agency.matters.transitions import STATES
from shebao.agency.matters.transitions import VERBS as VERBS_OF_MATTERS
from shebao.agency.payout.queries import LINE_KINDS, RUN_KINDS
from shebao.agency.payout.run.states import STATES as PAYOUT_STATES
from shebao.agency.staff.posts import rulebook
from shebao.core.catalogue import in_each
from shebao.core.policy.adjustment.schemes import AMOUNTS, LIMITS, TABLES
from shebao.core.sheet import WORDS as SHEET_WORDS

# The annuity is no scheme of the agency's: it is collected and handed to the province.
SCHEMES = {**schemes.titles(), "annuity": "职业年金"}
SCHEMES_SHORT = {**schemes.short_titles(), "annuity": "职业年金"}

POSTS = {key: post.title for key, post in rulebook().posts.items()}

# code → (word, tone); tones: done, waiting, attention, stopped, "" for a plain one
_RUN_TONES = {
    "computed": "attention",
    "sealed": "attention",
    "reviewed": "attention",
    "settled": "done",
    "refused": "stopped",
    "discarded": "stopped",
}
RUN_STATES = {state: (word, _RUN_TONES.get(state, "waiting")) for state, word in PAYOUT_STATES.items()}

_MATTER_TONES = {"accepted": "attention", "reviewed": "attention", "approved": "waiting", "returned": "stopped", "applied": "done"}
MATTER_STATES = {state: (word, _MATTER_TONES.get(state, "")) for state, word in STATES.items()}
MATTER_STEPS = dict(VERBS_OF_MATTERS)

ENTITLEMENT_STATES = {"active": ("在发", "done"), "suspended": ("暂停", "attention"), "ended": ("终止", "stopped"), "none": ("未核定", "")}
REASONS = CHANGES | ENDINGS | {key: reason.title for key, reason in SUSPENSIONS.items()}

BENEFITS = {"pension": "养老金", "funeral": "丧葬补助金", "inheritance": "个人账户继承"}
CONTRIBUTION_KINDS = {
    "normal": ("正常", "paid"),
    "arrears": ("补缴", "arrears"),
    "assisted": ("代缴", "assisted"),
    "correction": ("更正", "arrears"),
    "carried": ("移交", "carried"),
}
CERTIFICATION_KINDS = {key: kind.title for key, kind in _CERTIFICATION.items()}
SEXES = {"male": "男", "female": "女"}

SUBJECTS = {
    "person": "人员",
    "employer": "用人单位",
    "matter": "办件",
    "run": "发放批次",
    "voucher": "凭证",
    "village": "村（社区）",
    "member": "工作人员",
    "period": "期间",
    "difference": "入库差异",
    "batch": "应征批次",
    "report": "报告",
    "list": "名单",
    "decision": "核定",
    "release": "放行",
    "epoch": "恢复登记",
    "installation": "本机构",
    "cause": "来由",
    "project": "建设项目",
    "refund": "退费",
    "record": "台账记录",
    "debt": "多发待遇债务",
    "debt_step": "追回的一步",
    "coverage": "扩面任务",
    "injury": "工伤案件",
    "provider": "协议机构",
    "order": "用款计划和调拨通知",
    "deposit": "定期存单",
    "statement": "对账单",
    "round": "集中认证",
    "plan": "稽核计划",
    "case": "稽核案件",
    "campaign": "专项行动",
    "sample": "自查抽样",
    "swap": "代理",
    "meeting": "集体会审",
    "control_month": "内控月报",
    "fund_report": "基金报表",
    "local_list": "地方代发名单",
    "local_movement": "地方代发收付",
}
WORDS = {
    "desk.export": "导出名单",
    "desk.print_statements": "下载权益记录单印制名单",
    "desk.download": "下载文件",
}
"""Verbs that pages themselves write into the journal."""
VERBS: dict[str, str] = {
    verb: word
    for words in (*in_each("shebao.agency", "words", "WORDS").values(), *(import_string(path) for path in settings.WORDS))
    for verb, word in words.items()
}
"""Verb of the journal → its word, as each counter says it beside its actions, and as whatever the settings add says it."""

LEGAL_WORDS = {
    **SHEET_WORDS,
    **AMOUNTS,
    **LIMITS,
    **TABLES,
    "inclusive": "含退休当月",
    "none": "不取整",
    "whole_yuan": "取整到元",
    "nearest_yuan": "四舍五入到元",
    "exact": "精确到月",
    "half_up_2": "四舍五入到两位小数",
    "yuan_base": "按基数的元数",
    "own_wage_months": "按本人工资的月数",
    "area_wage_months": "按职工月平均工资的月数",
    "injury_fund": "工伤保险基金",
    "area_wage_by_age": "按职工月平均工资和距规定年龄的年数",
    "true": "是",
    "false": "否",
    "male": "男",
    "female": "女",
    "high_altitude": "高空",
    "heavy_labour": "特别繁重体力劳动",
    "underground": "井下",
    "high_heat": "高温",
    "harmful": "有毒有害",
    "pension_base_floor": "按养老保险缴费基数下限",
    "minimum_wage": "按最低工资标准",
    "after_extension": "延长缴费五年后可以",
    "allowed": "可以",
    "unit_registration": "单位登记",
    "person_registration": "个人登记",
    "account_management": "账户管理",
    "cards": "社会保障卡",
    "certification": "资格认证",
    "injury_recognition": "工伤认定",
    "inspection": "稽核",
    "payment_lists": "发放名册",
    "data_analyses": "数据分析",
    "registration_certificates": "登记证存根",
    "unemployment_claims": "失业待遇申领",
    "injury_notices": "工伤通知",
    "monthly_statistics": "月度统计",
    "yearly_statistics": "年度统计",
    "yearly_payment_summaries": "年度发放汇总",
}
"""Words for the values of the law that are no numbers, and for the heads of its tables."""

WORDS_OF_KEY = {
    "claimant_death_base": {"area_wage": "职工月平均工资", "benefit": "失业保险金标准"},
    "layoff_rate_method": {"claimants": "按领取失业保险金的人数", "better_of": "两种算法取对单位有利的"},
    "termination_reduction_scope": {"none": "不减", "employment": "只减就业补助金", "both": "医疗、就业补助金都减"},
    "termination_reduction_initiator": {"any": "任何一方提出", "worker": "劳动者提出"},
    "unemployment_transfer_extra_of": {"remaining": "剩余月份的失业保险金", "whole": "全部月份的失业保险金"},
}
"""Words of one parameter alone, where the same code means something else elsewhere."""

CASE_INPUTS = {
    "reference_wage": "缴费基数参考工资（元）",
    "floor_ratio": "缴费基数下限比例",
    "rate_total": "灵活就业人员费率",
    "contributions": "以个人身份缴费的各月",
    "monthly_credits": "各月记账额（元）",
    "rates": "各年记账利率",
    "monthly_payments": "各月支付额（元）",
    "account_balance": "个人账户余额（元）",
    "accounts": "各地个人账户",
    "contribution_years_rounded_up": "缴费年限（不足一年按一年）",
    "parameters": "当年调整办法",
    "age_on_2013_12_31": "2013 年末年龄",
    "exclusion": "不参加调整的情形",
    "chosen_base": "自选缴费基数（元）",
    "proof_document": "证明材料",
    "arrears": "各月欠费（月份、本金、滞纳金）",
    "wages": "各人工资（元）",
    "month": "月份",
    "age": "年龄",
    "years": "各年缴费",
    "birth": "出生年月",
    "months": "各月应发与已发（元）",
    "evidence": "认定材料",
    "deemed_months": "视同缴费月数",
    "avg_index": "平均缴费工资指数",
    "age_years": "周岁年龄",
    "periods": "各段经历",
    "opening": "期初余额（元）",
    "events": "各笔收支",
    "own_wage_12m_avg": "本人前 12 个月平均工资（元）",
    "dependants": "供养亲属",
    "G": "各年工资增长率",
    "retirement_month": "退休年月",
    "adjustments": "各次调整（元）",
    "paid_by_government": "财政代缴（元）",
    "asof": "各个日期",
    "year": "年度",
    "prev_year_urban_income_annual": "上年城镇居民年人均可支配收入（元）",
    "history": "各地缴费月数",
    "overlap": "重复领取的月份",
    "resident_basic": "居民基础养老金（元）",
    "levels": "技能等级",
    "people": "被征地人员（出生年月、失地比例）",
    "land_lost_amounts": "每人标准（按年龄）",
}
"""Labels of an example's inputs that its calculation takes apart before it names them."""

CHAPTERS = {
    "contributions": "缴费",
    "accounts": "职工个人账户",
    "employee": "企业职工养老金",
    "public_institution": "机关事业单位养老金",
    "resident": "城乡居民养老金",
    "unemployment": "失业保险",
    "injury": "工伤保险",
    "survivors": "遗属待遇",
    "transfer": "转移接续",
    "adjustment": "待遇调整",
    "certification": "资格认证与追回",
    "handling": "经办时限与档案",
    "fund": "基金",
    "retirement": "退休年龄",
    "standards": "统一标准",
}

GLOSS = {
    "发放批次": "一个月里对一类待遇的一次集中发放。封存之后，名单和金额不能再改。",
    "封存": "把批次的全部明细固定下来并计算校验码；复核、审批签的都是这个校验码。",
    "校验码": "用国密 SM3 对全部明细计算出的 64 位指纹，任何一个字节改动都会使它不同。",
    "扣留": "本月应发、但有疑点需要人工核实的人员，核实后单独补发。",
    "回盘": "银行逐笔告知付款成功或失败的文件。",
    "重发": "银行退回的款项，核实账户后再次发放。",
}


def word(code: object, group: dict[str, str]) -> str:
    """The word of a code in a group; the code itself where it has none."""
    return group.get(str(code), str(code))


def state(code: object, group: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """(word, tone) of a state; the code itself, without a tone, where it has none."""
    return group.get(str(code), (str(code), ""))


CONFIDENCE = {"high": "已核对原文", "medium": "有文件，待核对原文", "low": "来源较弱", "unverified": "未核实"}

GROUPS = {
    "confidence": CONFIDENCE,
    "scheme": SCHEMES,
    "scheme_short": SCHEMES_SHORT,
    "post": POSTS,
    "run_kind": RUN_KINDS,
    "line_kind": LINE_KINDS,
    "matter_step": MATTER_STEPS,
    "reason": REASONS,
    "benefit": BENEFITS,
    "account_kind": ACCOUNT_KINDS,
    "certification": CERTIFICATION_KINDS,
    "benefit_of": {
        key: schemes.benefit_title(key, "养老金" if key == schemes.MAIN else f"{title}养老金") for key, title in SCHEMES.items()
    },
    "group": ASSISTANCE_GROUPS,
    "sex": SEXES,
    "subject": SUBJECTS,
    "verb": VERBS,
}
STATE_GROUPS = {"run": RUN_STATES, "matter": MATTER_STATES, "entitlement": ENTITLEMENT_STATES}
