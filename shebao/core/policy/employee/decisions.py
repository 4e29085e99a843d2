"""Facts an award rests on that a person decides with evidence: the category of a woman with two kinds of posts, service before
the accounts, and how a death before the first payment is treated."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.base.months import Month, month_range, month_text, months_between, parse_month
from shebao.core.arithmetic.exact import number
from shebao.core.arithmetic.formula import greater
from shebao.core.policy.ask import Ask
from shebao.core.policy.retirement.calculations import CATEGORIES
from shebao.core.policy.retirement.special import account_start

POSTS = ("worker", "cadre", "flexible")
CLEAR = {"worker": "female50", "cadre": "female55"}
"""What a woman's posts say by themselves when there was only one kind of them; flexible workers follow local rules."""
SERVICE = ("work", "army", "re_education")


def retirement_category(ask: Ask) -> None:
    """退休类别认定（男、女干部、女工人；岗位有变动的由人认定并写明理由）。国发〔1978〕104号；全国人大常委会2024-09-13决定."""
    sex = ask.choice("sex", "性别", ("male", "female"))
    if sex == "male":
        entry, decided = "male60", False
    else:
        posts = {str(post) for post in ask.items("posts", "先后从事的岗位")}
        if not posts or not posts <= set(POSTS):
            ask.refuse("posts", "岗位填写有误", f"可选：{'、'.join(POSTS)}，按先后列出。")
        ask.give("posts", tuple(sorted(posts)), "从事过的岗位", "Table")
        entry = CLEAR.get(next(iter(posts)), "") if len(posts) == 1 else ""
        decided = not entry
    if decided:
        entry = ask.choice("category", "认定的退休类别", CATEGORIES[1:])
        if not str(ask.raw("evidence", "", "认定理由和材料")).strip():
            ask.refuse("evidence", "岗位有变动或为灵活就业，退休类别由人认定，没有写明理由", "请写明到龄前的岗位、依据的地方规定和材料。")
    elif ask.has("category") and ask.raw("category") != entry:
        ask.refuse("category", f"填写的类别与岗位不符，应为 {entry}", "请核对性别和岗位；岗位有变动的请全部列出。")
    ask.record("category", entry, "退休类别", "Text", ("sex",), confidence="medium" if decided else "high")
    ask.record("decided_by_person", decided, "由人认定", "Truth", ("category",))


def deemed_service(ask: Ask) -> None:
    """视同缴费年限的月数（建账前的工龄、军龄和再教育年限；开除、判刑之前的须有认定材料）。国发〔1997〕26号；国发〔2005〕38号."""
    begun = account_start(ask)
    dismissed = ask.month("dismissed_month", "开除或判刑年月") if ask.has("dismissed_month") else None
    kept = bool(str(ask.raw("evidence", "", "认定材料")).strip())
    counted: set[Month] = set()
    doubtful: set[Month] = set()
    for kind, month in _served(ask):
        if kind == "work" and month >= begun:
            continue
        (doubtful if dismissed is not None and month < dismissed and not kept else counted).add(month)
    read = ("account_start",)
    ask.record("deemed_months", number(len(counted - doubtful)), "视同缴费月数", "Months", read, confidence="medium")
    ask.record("excluded_months", number(len(doubtful)), "开除或判刑之前不计的月数", "Months", read, confidence="medium")


def death_before_first_payment(ask: Ask) -> None:
    """到龄后首次发放前死亡。社会保险法 第十四条、第十七条；人社部发〔2021〕18号."""
    legal, died = ask.month("legal_retirement_month", "法定退休年月"), ask.month("death_month", "死亡年月")
    if died < legal:
        ask.refuse("death_month", f"死亡年月 {month_text(died)} 早于法定退休年月 {month_text(legal)}", "未到龄，直接按在职参保人员办理。")
    balance = ask.yuan("account_balance", "个人账户储存额")
    awarded = ask.flag("awarded", "死亡前已核定待遇", default=False)
    due, drawn = number(0), number(0)
    if awarded:
        due = number(months_between(legal, died))
        drawn = ask.yuan("account_pension", "个人账户养老金（月）") * due
    ask.record("survivors_as", "retiree" if awarded else "active", "遗属待遇按何种人员办理", "Text", ("awarded",))
    ask.record("months_due", due, "应发而未发的月数（到龄次月至死亡当月）", "Months", ("awarded",), confidence="medium")
    ask.record("inheritable", greater(balance - drawn, 0), "可继承的个人账户余额", "Yuan", ("account_balance", "months_due"))


def _served(ask: Ask) -> Iterator[tuple[str, Month]]:
    """Every month of the periods of service, with its kind."""
    for place, entry in enumerate(ask.items("periods", "工作经历"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 3 or entry[0] not in SERVICE:
            ask.refuse("periods", f"第 {place} 段应为 [类别, 起月, 止月]", f"类别可选：{'、'.join(SERVICE)}。")
        first, last = (parse_month(str(text), "periods") for text in entry[1:])
        if last < first:
            ask.refuse("periods", f"第 {place} 段止月 {month_text(last)} 早于起月 {month_text(first)}", "请核对月份。")
        yield from ((str(entry[0]), month) for month in month_range(first, last))


CALCULATIONS = (retirement_category, deemed_service, death_before_first_payment)
