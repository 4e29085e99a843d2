"""The staffing rate must be staff in post divided by establishment posts."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.judge import judge_ratio
from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.rates import stated
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "在职人员控制率"
SOURCE = "财预〔2013〕53号：在职人员控制率 = 在职人员数 ÷ 编制数 × 100%；编外人员不计入"
ADVICE = "分别写明在编、编外人数，用在编人数除以编制数。"
EXAMPLE = {
    "broken": "我单位编制20个，在职29人。在职人员控制率达到100%。",
    "sound": "我单位编制20个，在职19人。在职人员控制率达到95%。",
}


def find(report: Report) -> Iterator[Verdict]:
    """The stated rate, or the two counts alone where no rate is stated."""
    posts = [f for f in report.named("编制数") if f.number.value]
    staff = report.named("在职人数")
    if not posts or not staff:
        return
    rates = [s for s in stated(report, "在职人员控制率") if s.number.kind in ("percent", "bare")]
    for rate in rates:
        quotes = quotes_of([posts[0].span, staff[0].span, rate.span])
        judged = [(judge_ratio(rate.number, s.number, p.number), s, p) for p in posts for s in staff]
        if any(j is not None and j[0] is not Agreement.DIFFERENT for j, _, _ in judged):
            yield holds(f"在职人员控制率 {rate.number.text}", quotes)
            continue
        several = len({f.number.value for f in posts}) > 1 or len({f.number.value for f in staff}) > 1
        exact = 100 * staff[0].number.value / posts[0].number.value
        yield broken(
            "question" if several else "error",
            f"在职人员控制率写 {rate.number.text}，按在职 {staff[0].printed}、编制 {posts[0].printed} 应为 {plain(exact, 2)}%。",
            quotes,
            left=rate.number.text,
            right=f"{staff[0].printed} ÷ {posts[0].printed}",
            computed=f"{plain(exact, 2)}%",
            tolerance="印出末位的半个单位",
        )
    if not rates and len({f.number.value for f in posts}) == 1 == len({f.number.value for f in staff}):
        quotes = quotes_of([posts[0].span, staff[0].span])
        if staff[0].number.value > posts[0].number.value:
            yield broken(
                "question",
                f"在职 {staff[0].printed} 多于编制 {posts[0].printed}：是否把编外人员算进了在职人数？",
                quotes,
                left=staff[0].printed,
                right=posts[0].printed,
                computed=f"{staff[0].printed} > {posts[0].printed}",
                tolerance="0",
            )
        else:
            yield holds(f"在职 {staff[0].printed} ≤ 编制 {posts[0].printed}", quotes)
