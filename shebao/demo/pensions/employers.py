"""The invented employers of one scheme: codes of nobody, names of invented places, industries as the market register writes them."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.employers.actions import NewEmployer
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.identity import uscc_check_character

from ..branches.branch import Branch
from ..county import County
from ..identities import phone_numbers
from ..names import draw_names, lists

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
_BRANDS = "永金华兴盛隆源泰恒瑞丰利和顺祥茂宏达昌裕"
_OFFICES = tuple(
    "财政 民政 教育 自然资源 农业农村 水务 交通运输 卫生健康 文化和旅游 应急管理 审计 统计 司法 住房和城乡建设 市场监督管理 林业和草原".split()
)
_SCHOOLS = (("教育", "中学"), ("教育", "小学"), ("教育", "幼儿园"), ("卫生", "卫生院"), ("农业技术推广服务", "农技推广站"))
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
    banks, accounts = lists()["banks"], _account_numbers(count, branch.start)
    result = []
    for at, (pick, days) in enumerate(picks):
        township, village = county.villages[at % len(county.villages)]
        if branch.scheme == PUBLIC:
            kind, industry, name = _public(at, township, village)
            risk, funding = 1, "full"
        else:
            industry, tail, risk = _INDUSTRIES[pick % len(_INDUSTRIES)]
            brand = _BRANDS[days % len(_BRANDS)] + _BRANDS[days // len(_BRANDS) % len(_BRANDS)]
            kind, name, funding = "enterprise", f"{township[:-1]}{brand}{tail}", ""
        founded = date.fromordinal(_NEW_LAW_FROM.toordinal() + days % (26 * 365))
        result.append(
            NewEmployer(
                uscc(branch.scheme, at + 1), name, kind, founded, people[at], f"{township}{village}", industry, risk,
                "示例县税务局", people[count + at], phones[at], (branch.scheme,), funding, banks[at % len(banks)], accounts[at],
                from_month=max(200601, founded.year * 100 + founded.month),
            )
        )  # fmt: skip
    return result


def _account_numbers(count: int, start: int) -> list[str]:
    """Accounts of employers, of no bank's numbers: 99 and fourteen digits."""
    numbers = np.random.default_rng([count, start, 1]).integers(0, 10**14, size=count).tolist()
    return [f"99{number:014d}" for number in numbers]


def _public(at: int, township: str, village: str) -> tuple[str, str, str]:
    """Kind, industry and name of the next public institution: the county's offices first, then what its townships have."""
    if at < len(_OFFICES):
        return "government", "国家机构", f"示例县{_OFFICES[at]}局"
    industry, tail = _SCHOOLS[at % len(_SCHOOLS)]
    return "institution", industry, f"{township}{village.removesuffix('村')}{tail}"
