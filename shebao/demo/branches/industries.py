"""What employers of a scheme do, and their class of risk: enterprises of invented industries; government offices, then schools and clinics."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from shebao.agency.schemes.public_institution import KEY as PUBLIC

Column = npt.NDArray[np.int64]
INDUSTRIES = (
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
"""Industry as the market register writes it, tail of a name, class of risk (人社部发〔2015〕71号)."""
OFFICES = tuple(
    "财政 民政 教育 自然资源 农业农村 水务 交通运输 卫生健康 文化和旅游 应急管理 审计 统计 司法 住房和城乡建设 市场监督管理 林业和草原".split()
)
_TURN = (0, 4, 7, 6, 8, 1, 9, 5, 3, 2)
"""The order in which industries come, the dangerous ones last: so a county of few employers has the classes of a whole one (set)."""


def is_office(place: int) -> bool:
    """Whether the public employer at a place of the list is a government office; the others are institutions."""
    return place < len(OFFICES)


def industry_of(place: int) -> tuple[str, str, int]:
    """The industry of the enterprise at a place of the list."""
    return INDUSTRIES[_TURN[place % len(_TURN)]]


def classes_of(scheme: str, count: int) -> Column:
    """The class of risk of each employer of a scheme's list."""
    if scheme == PUBLIC or not count:
        return np.ones(max(count, 1), dtype=np.int64)
    return np.array([industry_of(place)[2] for place in range(count)], dtype=np.int64)
