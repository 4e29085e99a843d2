"""The invented employers of one scheme: codes of nobody, names of invented places, industries as the market register writes them."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.employers.actions import NewEmployer
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.identity import uscc_check_character

from ..county import County
from ..identities import phone_numbers
from ..names import draw_names
from .branch import Branch

_INDUSTRIES = (
    ("农副食品加工业", "食品有限公司", 2),
    ("通用设备制造业", "机械有限公司", 4),
    ("煤炭开采和洗选业", "煤业有限公司", 8),
    ("房屋建筑业", "建筑安装有限公司", 6),
    ("零售业", "商贸有限公司", 1),
    ("道路运输业", "运输有限公司", 4),
    ("电力、热力生产和供应业", "供热有限公司", 3),
    ("住宿业", "宾馆有限公司", 2),
    ("专业技术服务业", "工程咨询有限公司", 1),
    ("果品加工业", "果业有限公司", 2),
)
_OFFICES = (
    ("国家机构", "government", "局"),
    ("教育", "institution", "中学"),
    ("教育", "institution", "小学"),
    ("卫生", "institution", "卫生院"),
)
_NEW_LAW_FROM = date(1996, 1, 1)


def uscc(scheme: str, number: int) -> str:
    """A unified social credit code of nobody: the region code belongs to no place."""
    body = ("12990000MB" if scheme == PUBLIC else "91990000MA") + f"{number:07d}"
    return body + uscc_check_character(body)


def draw_employers(county: County, branch: Branch) -> list[NewEmployer]:
    """As many as were published or set; enterprises, or government offices, schools and clinics."""
    count = branch.figures.employers
    rng = np.random.default_rng([count, branch.start])
    people = draw_names(rng, rng.random(2 * count) < 0.6, np.full(2 * count, 1975))
    phones, picks = phone_numbers(rng, count), rng.integers(0, 1 << 30, size=(count, 2)).tolist()
    result = []
    for at, (pick, days) in enumerate(picks):
        township, village = county.villages[at % len(county.villages)]
        place = village.removesuffix("村") if at >= len({pair[0] for pair in county.villages}) else township
        if branch.scheme == PUBLIC:
            industry, kind, tail = _OFFICES[at % len(_OFFICES)]
            name, risk, funding = f"{township if kind != 'government' else place}{place if kind != 'government' else ''}{tail}", 1, "full"
        else:
            industry, tail, risk = _INDUSTRIES[pick % len(_INDUSTRIES)]
            kind, name, funding = "enterprise", f"{place}{people[at][0]}记{tail}", ""
        founded = date.fromordinal(_NEW_LAW_FROM.toordinal() + days % (26 * 365))
        result.append(
            NewEmployer(
                uscc(branch.scheme, at + 1), f"{name}（{at + 1:03d}）", kind, founded, people[at], f"{township}{village}", industry, risk,
                "示例县税务局", people[count + at], phones[at], (branch.scheme,), funding, from_month=max(200601, founded.year * 100 + founded.month),
            )
        )  # fmt: skip
    return result
