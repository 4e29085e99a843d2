"""A resident who moves house: while paying, the whole account moves; who draws a pension keeps it where it is."""

from __future__ import annotations

from datetime import date

from shebao.core.policy.ask import Ask
from shebao.core.rules import RuleSet, Yuan

IN_FORCE = date(2014, 2, 21)


def account_moved(own_part: Yuan, collective_part: Yuan, government_part: Yuan) -> Yuan:
    """转移的个人账户全部储存额。国发〔2014〕8号."""
    return own_part + collective_part + government_part


MOVED = RuleSet.of(account_moved)


def resident_transfer(ask: Ask) -> None:
    """城乡居民养老保险跨地区转移。国发〔2014〕8号."""
    moved = ask.day("moved_on", "户籍迁移日期")
    if moved < IN_FORCE:
        ask.refuse("moved_on", f"日期 {moved.isoformat()} 早于 2014-02-21，城乡居民养老保险制度尚未统一", "按当时的规定办理。")
    ask.on = moved
    if ask.flag("drawing", "已经按规定领取待遇"):
        ask.refuse("drawing", "已经领取城乡居民养老保险待遇的，无论户籍是否迁移，养老保险关系不转移", "由原参保地继续发放。")
    ask.yuan("own_part", "个人缴费部分（含利息）")
    ask.yuan("collective_part", "集体补助部分（含利息）", default="0")
    ask.yuan("government_part", "政府补贴部分（含利息）", default="0")
    ask.years("paid_years", "累计缴费年数")
    ask.run(MOVED, "account_moved")
    ask.record("years_counted", ask.values["paid_years"], "转入地累计计算的缴费年数", "Years", ("paid_years",), "国发〔2014〕8号")


CALCULATIONS = (resident_transfer,)
