"""What was paid, to how many, how promptly; who certified."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.payout import queries as payout

from ..measure import Asked, Definition, Drill, Reading, share

PENSIONS = ("regular", "back_pay", "reissue")
DECIDED, SUSPENDED, RESUMED = "decided", "suspended", "resumed"


def totals(asked: Asked) -> dict[str, Any]:
    """The year's payout of a scheme (`payout.queries.totals`), asked once."""
    result: dict[str, Any] = asked.once("payout", lambda: payout.totals(asked.scheme, asked.year))
    return result


def _performance(asked: Asked) -> dict[str, int]:
    result: dict[str, int] = asked.once("performance", lambda: payout.performance(asked.scheme, asked.year))
    return result


def _changes(asked: Asked) -> list[benefits.Change]:
    items: list[benefits.Change] = asked.once("changes", lambda: benefits.changes_between(asked.scheme, asked.first, asked.last))
    return items


def recipients(asked: Asked) -> Reading:
    ids = benefits.in_payment(asked.scheme, asked.last)["person_id"]
    return Reading(int(ids.size), int(ids.size), Drill("persons", ids))


def times(asked: Asked) -> Reading:
    lines = sum(totals(asked)["kinds"].get(kind, (0, 0))[0] for kind in PENSIONS)
    return Reading(lines, lines, Drill("runs"))


def paid(asked: Asked) -> Reading:
    return Reading(totals(asked)["amount_fen"], totals(asked)["times"], Drill("runs"))


def paid_to_october(asked: Asked) -> Reading:
    """Paid in the runs of January to October: where a report is due before the year ends."""
    months = {month: row for month, row in totals(asked)["months"].items() if month <= asked.year * 100 + 10}
    return Reading(sum(row[1] for row in months.values()), sum(row[0] for row in months.values()), Drill("runs"))


def average(asked: Asked) -> Reading:
    regular = totals(asked)["kinds"].get("regular", (0, 0))
    return Reading(share(regular[1], regular[0]), regular[0], Drill("runs"))


def on_time_rate(asked: Asked) -> Reading:
    result = _performance(asked)
    return Reading(share(result["on_time"], result["due"]), result["due"], Drill("runs"))


def in_full_rate(asked: Asked) -> Reading:
    result = _performance(asked)
    return Reading(share(result["arrived_fen"], result["due_fen"]), result["due"], Drill("runs"))


def rejected(asked: Asked) -> Reading:
    return Reading(_performance(asked)["returned"], _performance(asked)["returned"], Drill("runs"))


def reissued(asked: Asked) -> Reading:
    return Reading(_performance(asked)["reissued"], _performance(asked)["reissued"], Drill("runs"))


def open_rejects(asked: Asked) -> Reading:
    return Reading(_performance(asked)["open"], _performance(asked)["open"], Drill("runs"))


def held(asked: Asked) -> Reading:
    return Reading(_performance(asked)["held"], _performance(asked)["held"], Drill("runs"))


def back_pay(asked: Asked) -> Reading:
    lines, fen = totals(asked)["kinds"].get("back_pay", (0, 0))
    return Reading(fen, lines, Drill("runs"))


def back_pay_lines(asked: Asked) -> Reading:
    lines, _ = totals(asked)["kinds"].get("back_pay", (0, 0))
    return Reading(lines, lines, Drill("runs"))


def _people(asked: Asked, wanted: Any) -> Reading:
    ids = sorted({change.person_id for change in _changes(asked) if wanted(change)})
    return Reading(len(ids), len(ids), Drill("persons", np.array(ids, dtype=np.int64)))


def decided(asked: Asked) -> Reading:
    return _people(asked, lambda change: change.reason == DECIDED)


def ended(asked: Asked) -> Reading:
    # A death reported in error and withdrawn within the period is none.
    last = {change.person_id: change.reason for change in _changes(asked) if change.reason in ("died", "reinstated")}
    return _people(asked, lambda change: last.get(change.person_id) == "died")


def suspended(asked: Asked) -> Reading:
    return _people(asked, lambda change: change.after == SUSPENDED and change.reason == "uncertified")


def resumed(asked: Asked) -> Reading:
    return _people(asked, lambda change: change.reason == RESUMED)


def _certified(asked: Asked) -> certification.Rates:
    result: certification.Rates = asked.once("certified", lambda: certification.rates(asked.scheme, asked.last))
    return result


def certified(asked: Asked) -> Reading:
    return Reading(_certified(asked).certified, _certified(asked).certified)


def certification_rate(asked: Asked) -> Reading:
    return Reading(share(_certified(asked).certified, _certified(asked).in_payment), _certified(asked).in_payment)


def overdue(asked: Asked) -> Reading:
    ids = certification.overdue(asked.scheme, asked.last)
    return Reading(int(ids.size), int(ids.size), Drill("persons", ids))


def paid_months(asked: Asked) -> Reading:
    months = [month for month in payout.months_paid(asked.scheme) if asked.first <= month <= asked.last]
    return Reading(Fraction(len(months)), len(months), Drill("runs"))


MEASURES = (
    Definition("resident.recipients", "年末领取待遇人数", "年末当月在发人数", "人", "business", recipients),
    Definition(
        "resident.times",
        "发放人次",
        "当年实际到账的养老金笔数（正常、补发、重发），重发只计一次；丧葬、继承等一次性待遇不计人次",
        "人次",
        "fund",
        times,
    ),
    Definition("resident.paid", "发放金额", "当年实际到账的待遇金额", "fen", "fund", paid),
    Definition("resident.paid_to_october", "发放金额（截至十月底）", "一至十月各批实际到账的待遇金额", "fen", "fund", paid_to_october),
    Definition("resident.average", "月人均待遇", "正常发放到账金额 ÷ 到账笔数", "fen", "fund", average),
    Definition("payout.on_time_rate", "按时发放率", "首次送盘即到账笔数 ÷ 应发笔数", "rate", "business", on_time_rate),
    Definition("payout.in_full_rate", "足额发放率", "年内到账金额（含重发）÷ 应发金额", "rate", "business", in_full_rate),
    Definition("payout.rejected", "银行退回", "首次送盘被银行退回的笔数", "笔", "business", rejected),
    Definition("payout.reissued", "重发成功", "退回后重发并到账的笔数", "笔", "business", reissued),
    Definition("payout.open_rejects", "退回未重发", "退回且年末尚未到账的笔数", "笔", "business", open_rejects),
    Definition("payout.held", "发放前扣留", "发放前被规则扣留待核的人次", "人次", "business", held),
    Definition("payout.back_pay", "补发金额", "当年到账的补发金额", "fen", "fund", back_pay),
    Definition("payout.back_pay_lines", "补发笔数", "当年到账的补发笔数", "笔", "fund", back_pay_lines),
    Definition("payout.months", "已发放月数", "当年完成正常发放的月数", "月", "business", paid_months),
    Definition("resident.decided", "新核定人数", "当年生效的新增核定", "人", "business", decided),
    Definition("resident.ended", "死亡终止人数", "当年因死亡终止待遇", "人", "business", ended),
    Definition("certification.suspended", "逾期未认证暂停人数", "当年因未按期认证暂停", "人", "business", suspended),
    Definition("certification.resumed", "恢复发放人数", "当年恢复发放", "人", "business", resumed),
    Definition("certification.valid", "认证有效人数", "年末在发人员中认证在有效期内", "人", "business", certified),
    Definition("certification.rate", "认证率", "认证有效人数 ÷ 年末在发人数", "rate", "business", certification_rate),
    Definition("certification.overdue", "认证逾期人数", "年末在发人员中认证已过有效期", "人", "business", overdue),
)
