"""The words that make a list or a total, and two small questions every kind of list asks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shebao.core.evaluation.check.relations.figure import Figure

NAMELY = re.compile(
    r"分别(?:是|为|有)?|如下|分项(?:情况|支出|收入)?(?:是|为|看|来看)|分配(?:为|情况)|即(?=[^将使可时日便])|分为|构成|组成|由.{1,12}组成|来源(?:为|是|于)|一是|（一）|①"
)
AMONG = re.compile(r"其中|包括|包含|内含|含(?!税|量|有)|涉及|用于|主要(?:是|为|用于)")
FOR = re.compile(r"^[，（]?为(?=[一-龥])")
OPEN = re.compile(r"等(?!级|次|于|额|候|待)")
STOP = re.compile(
    r"人均|平均|(?<!高)标准|每|[日月年场次期班]均|单价|户均|同比|环比|合计|共计|总计|小计|以上[一二三四五六七八九十两\d]|[一二两三四五六七八九]项"
)
TOTAL = re.compile(
    r"合计|共计|总计|小计|总量|总额|总数|总支出|总收入|总投资|总规模|总金额|总预算|总面积|总人[数口]|总户数|总共|(?<!公)共(?!同)|累计|总"
)
SURE_TOTAL = re.compile(r"(?:合计|共计|总计|小计|总量|总额|总数)[一-龥]{0,4}(?:为|达|是|约|：)?$")
COUNTED = re.compile(r"(?:以上|上述|前述)?([一二两三四五六七八九十]{1,3}|\d{1,2})(?:项|类|个|笔|部分|种)[一-龥]{0,8}?(?:合计|共计|总计|总)")
DECLARED = re.compile(r"([一二两三四五六七八九十]{1,2}|\d{1,2})(?:个|项|类|大类|种|笔|部分|方面|块)[一-龥]{0,6}[，：]")
REGROUPED = re.compile(r"按[^，。；]{1,16}(?:分|划分|分类|性质|类别|来源|用途|级次|看)[，：]?")
STAGE = re.compile(r"编制|在职|退休|离休|实有|在编|在岗|党员")
CARRIED = re.compile(r"(?:上年|年初|以前年度|上一年度?|历年)[一-龥]{0,6}(?:结余|结转)|使用[一-龥]{0,8}结余")
ADDED = re.compile(r"追加(?:预算|资金|安排)?$|调增(?:预算)?$")
INTRODUCED = re.compile(
    r"。(?:[^，。；：]{0,14}(?:其中|分别|包括|如下|明细|构成|组成|分项)|一是|（一）|1[.、]|按[^，。；：]{1,16}(?:分|划分|分类|统计|看)[，：]?)"
)
DELTA_OR_SUM = re.compile(r"增|减|超|合计|共计|总计|小计|其中|同比|上年|人均|每")
MANY = 40
OVERLAP = re.compile(r"以上|以下|以内|级指标|女|少数民族|党员|本科|学历|职称|困难|重点|中共|左右|平均|最[高大低小]")
SUMMED = re.compile(r"(?:(?<!公)共(?!同)|总|累计|一共|合计|合共)[一-龥]{0,10}$|(?:总|综合|最终|最后)[一-龥]{0,2}(?:得分|分|评分)[为是：]?$")


def may_fit(head: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts come near the total at all; the exact test follows."""
    gap = abs(sum(part.point.middle for part in parts) - head.point.middle)
    return gap <= 2 * (sum(part.point.half for part in parts) + head.point.half)


def without_brackets(text: str) -> str:
    return re.sub(r"（[^（）]*）?", "", text)
