"""Relations that no word joins: wholes said long before, hidden wholes, lists without a head, means, rates of parts against a total's."""

from __future__ import annotations

import pytest

from shebao.core.evaluation.check import check_documents, check_text
from shebao.core.evaluation.check.model import Document

CASES = (
    ("a rest whose whole stands two paragraphs before", "BAL", "尚有42.5万元", "尚有72.5万元",
     "全年下达补助资金850万元。\n共检修水渠36公里。\n截至年底，累计支付807.5万元，支付率95%，尚有42.5万元待支付。\n"),
    ("a rate whose whole stands two paragraphs before", "RAT", "支付率95.12%", "支付率93.12%",
     "全年下达补助资金849.2万元。\n共检修水渠36公里。\n截至年底，累计支付807.76万元，支付率95.12%。\n"),
    ("a list whose total was said before", "SUM", "物业管理63.45万元", "物业管理68.45万元",
     "全年支出418.6万元。\n支出项目：办案经费212.3万元、设备维修142.85万元、物业管理63.45万元。\n"),
    ("one total divided in two ways", "SUM", "项目支出1512.6万元", "项目支出1812.6万元",
     "全年支出2406.9万元。按支出性质分：基本支出894.3万元，项目支出1512.6万元；按经济分类分：工资福利支出702.4万元、"
     "商品和服务支出1388.2万元、资本性支出316.3万元。\n"),
    ("a mean beside its number and its amount", "INT", "笔均640元", "笔均840元",
     "发放临时补助275笔，支出17.6万元，笔均640元。\n"),
    ("a bracket with a number and a mean", "INT", "（384人，人均1500元）", "（384人，人均1900元）",
     "支出项目：职业介绍补贴57.6万元（384人，人均1500元）、见习补贴31.2万元。\n"),
    ("standards said once for each subject", "INT", "补偿资金105.6万元", "补偿资金135.6万元",
     "补偿标准为生态林每亩12元、商品林每亩5元。\n生态林8.8万亩，补偿资金105.6万元；商品林3.2万亩，补偿资金16万元。\n"),
    ("growth of the parts against growth of the whole", "RAT", "同比增长3.7%。", "同比增长8.7%。",
     "全年非税收入7200万元，同比增长3.7%。其中：罚没收入2700万元，同比下降2.4%；专项收入4500万元，同比增长7.8%。\n"),
    ("rates of one plan that is nowhere printed", "RAT", "支出进度88.4%", "支出进度38.4%",
     "全县共支出整合资金18206.5万元，支出进度91.2%，其中：部门支出10411.2万元，支出进度93.42%；乡镇支出7795.3万元，支出进度88.4%。\n"),
    ("a share that names owner and whole", "RAT", "比重为61.25%", "比重为67.25%",
     "累计完成财政总收入48620万元，比上年增加1920万元，增长4.11%。\n累计完成税收收入29780万元，增加980万元，增长3.4%，税收占财政总收入的比重为61.25%。\n"),
    ("shares of a plan that is not printed", "RAT", "81.5%、80.2%", "81.5%、60.2%",
     "已启动220个村、16842户，分别占计划的81.5%、80.2%；未启动的50个村、4158户，分别占计划的18.5%、19.8%。\n"),
    ("tasks and what was done of each", "RAT", "开工率达117.5%", "开工率达112.5%",
     "下达任务2300套，其中廉租住房800套，公共租赁住房1500套。\n今年开工2520套，其中廉租住房开工940套，开工率达117.5%；公共租赁住房开工1580套。\n"),
    ("what is left after the bad ones", "RAT", "合格率98.3%", "合格率93.3%", "全年抽检样品3000批次，不合格51批次，总体合格率98.3%。\n"),
    ("posts, people and empty posts", "BAL", "空编14名", "空编19名",
     "核定编制120名（行政编制40名、事业编制80名），年末实有在职106人，空编14名。\n"),
    ("everybody of the stage", "SUM", "全系统编制164名", "全系统编制184名",
     "局机关编制32名，实有30人；下属单位编制132名，实有127人。全系统编制164名，实有157人。\n"),
    ("people beside households", "SUM", "8270户14102人", "8270户14702人",
     "在册城市低保1230户1712人，农村低保7040户12390人。城乡低保合计8270户14102人。\n"),
    ("a result against its plan", "BAL", "减少3.15万元", "减少6.15万元", "三公经费支出预算14.2万元，决算11.05万元，较预算减少3.15万元，下降22.18%。\n"),
    ("a plan that is named after the gap", "BAL", "短收15400万元", "短收19400万元", "政府性基金收入40600万元，短收15400万元，完成预算56000万元的72.5%。\n"),
    ("a table parted by pipes without a frame", "SCO", "办结率|100%|98%|40|38", "办结率|100%|98%|40|28",
     "一级指标|三级指标|年度指标值|实际完成值|分值|得分\n产出指标|办理件数|≥100件|126件|50|50\n产出指标|办结率|100%|98%|40|38\n"
     "满意度指标|群众满意度|≥90%|92%|10|10\n合计|||||98\n"),
    ("a saving is no estimate", "BAL", "节约62.4万元", "节约92.4万元", "工程控制价1386.2万元，中标价1323.8万元，节约62.4万元，下浮率4.5%。\n"),
)  # fmt: skip
SOUND = (
    "年末有医院12所，其中：市属7所（占58.3%），县属4所（占33.3%）。\n",  # the shares leave a rest: the list is open
    "计划支出800万元，支出进度95%，其中：部门支出500万元，支出进度100%；乡镇支出300万元，支出进度87.7%。\n",
    "粮食面积812万亩，比上年增加6万亩，棉花面积54万亩，增加9万亩，油料面积79万亩，减少1万亩。\n",
    "公务用车购置及运行费决算61.8万元，其中：公务用车购置费决算41.4万元；公务用车运行费决算20.4万元。\n",
    "举办展览12个（原创展览7个、引进展览5个），接待观众8.6万人次，日均接待276人次。\n",
    "全年收入完成6840万元，占年初预算9200万元的74.3%，同比下降2.1%。按级次分：上划收入2628万元，占年初预算6265万元的41.9%。\n",
)


@pytest.mark.parametrize(("said", "group", "old", "new", "text"), CASES, ids=[case[0] for case in CASES])
def test_a_changed_figure_is_found_or_asked_about_and_the_sound_text_is_left_alone(
    said: str, group: str, old: str, new: str, text: str
) -> None:
    assert old in text, said
    assert [f.message for f in check_text("r.txt", text).findings if f.severity != "info"] == []

    fresh = [f for f in check_text("r.txt", text.replace(old, new)).findings if f.severity != "info"]
    assert group in {f.rule.split("-")[0] for f in fresh}, [(f.rule, f.message) for f in fresh]


def test_a_table_whose_row_has_no_name_at_all_is_read() -> None:
    text = "一其指，\t三级指标（指标值\t完成值\t分值\t得分\n100%\t98%\t10\t10\n"
    assert check_documents([Document.from_text("r.txt", text)], strict=True).findings is not None


@pytest.mark.parametrize("text", SOUND)
def test_sound_sentences_that_look_alike_give_no_finding(text: str) -> None:
    assert [(f.rule, f.message) for f in check_text("r.txt", text).findings if f.severity != "info"] == []
