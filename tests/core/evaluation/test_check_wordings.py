"""Sentences of many fields whose figures hang together without a word that says so: sound ones are left alone, one wrong digit is noticed."""

from __future__ import annotations

import pytest

from shebao.core.evaluation.check import check_text

PAIRS = {
    "a change against last year's figure printed before": (
        "全年门诊收入9580万元，占预算8000万元的119.75%，较上年同期8064万元增长18.8%，增收1516万元。", "增收1516", "增收1576"),
    "what is above the plan": ("基金收入2678万元，完成预算1663万元的161%，超收1015万元。", "超收1015", "超收1075"),
    "what is taken off": ("收入总计41114万元，减支出总计40765万元，滚存结余349万元。", "收入总计41114", "收入总计71114"),
    "a list that divides a base and its addition": (
        "年初预算安排5196万元，年中追加3000万元。其中：办公室7200万元、信息中心210万元、监测站786万元。", "5196", "5496"),
    "clauses that say the same of each part": (
        "全年预算数537.25万元，全年执行数477.25万元。其中中央资金全年预算数180万元，全年执行数120万元；地方资金全年预算数357.25万元，全年执行数357.25万元。",
        "全年执行数477.25", "全年执行数427.25"),
    "a part named by its share and who bears the rest": ("改建还需拨付325万元，市级安排80%计260万元，区里承担65万元。", "承担65", "承担56"),
    "a rate of a plan known by the gap to it": (
        "地方收入完成10715万元，为预算的101.42%，增长0.9%。\n地方收入比预算超收150万元。", "101.42%", "107.42%"),
    "who is on the list, away and at work": ("目前在编人员27人，借调3人，实际在岗24人。", "在岗24", "在岗27"),
    "a count in words times what each gets": ("对东湖、西湖等十个乡镇分别补助7万元。", "", ""),
    "a rest of three figures in all": ("合同总价1882.94万元。截至目前已支付1155.54万元，余款727.4万元未支付。", "1155.54", "1175.54"),
    "a rate of two figures in all": ("共发放问卷503份。受访者中男性52%。有效问卷295份，有效率58.65%。", "58.65", "50.65"),
    "a product of three figures in all": ("为符合条件的674名对象按每人每年3200元给予补助。补助资金215.68万元已发放。", "674", "694"),
    "two shares of a whole not printed": ("税收收入完成7689万元，占一般公共预算收入的72%，非税收入完成2990万元，占28%。", "占28%", "占58%"),
    "surplus in words": ("基金收入11.46万元，支出13.40万元，支出大于收入1.94万元。", "1.94", "1.54"),
    "how long a balance lasts": ("基金当年支出146.84万元。\n年末结余1364.95万元，按当年月均支出可支付111.5个月。", "111.5", "181.5"),
    "sent, settled and cut": ("送审金额3180.5万元，审定金额3026.3万元，审减154.2万元，审减率4.85%。", "4.85%", "4.25%"),
    "what was paid in turns": ("本批资金2000万元，第一次拨付1200万元，第二次拨付650万元，剩余150万元。", "剩余150", "剩余190"),
    "things of several names together": ("全县12个乡镇、3个街道共15个单位参加考核。", "12个乡镇", "42个乡镇"),
    "what each place gets times the places": ("为12个村各安排资金15万元，共计180万元。", "为12个", "为15个"),
    "interest of a principal": ("贴息按年利率4.35%计算，贷款本金800万元，贴息34.8万元。", "34.8", "74.8"),
    "funds to spend, spent and left": ("去年结转资金85万元，今年下达资金640万元，可用资金725万元，支出688万元，结转37万元。", "688", "682"),
    "quarters of a year": ("一季度支出520万元，二季度支出680万元，三季度支出750万元，四季度支出890万元，全年支出2840万元。", "750", "780"),
    "an order by the piece": ("采购电脑120台，单价4850元，金额58.2万元；打印机45台，单价1600元，金额7.2万元；合计65.4万元。", "45台", "49台"),
    "so many at a time, so many times": ("培训班12期，每期60人，共培训720人次。", "12期", "19期"),
    "who was there, came and went": ("2023年初在园幼儿3260人，当年毕业860人，新入园720人，年末在园3120人。", "毕业860", "毕业863"),
    "batches said anywhere": ("第一批3716万元，于7月下达；第二批3484万元，于12月下达。全年安排扶贫资金7200万元。", "", ""),
    "the whole a part is named after": ("栽植乔木3200株、灌木8600株，其中乔木成活3104株，成活率97%。", "3104", "3174"),
    "projects against the amounts listed": ("项目支出33万元，涉及3个项目，设备更新13万元，档案整理5万元，窗口改造15万元。", "3个项目", "7个项目"),
    "parts of a project between semicolons": ("由4个子项目组成，包括：道路工程；桥梁工程；排水工程；绿化工程。", "4个", "7个"),
    "points numbered in the paragraph": ("主要开展3项工作：（1）编制规划；（2）组织招标；（3）现场施工。", "3项", "6项"),
    "counties counted together": ("评价对象为甲县、乙县、丙县、丁县、戊县共5个县。", "共5", "共8"),
    "numbered lines of a form": ("项目资金（万元）\n（一）财政拨款小计 6.30\n1、公共预算 6.30\n2、政府性基金 0.00\n（二）自有资金 0.00\n", "小计 6.30", "小计 6.90"),
    "a funding block one cell a line": (
        "年度资金总额 |\n126.8 |\n其中：财政拨款 |\n126.8 |\n上年结转 |\n0 |\n其他资金 |\n0 |\n单位资金 |\n0 |\n", "拨款 |\n126.8", "拨款 |\n136.8"),
}  # fmt: skip
FRAME = "某县某局2023年度项目支出绩效自评报告\n一、基本情况\n{}\n二、存在问题\n衔接不够紧密。\n"


def noticed(text: str) -> list[str]:
    return [finding.message for finding in check_text("报告.txt", FRAME.format(text)).findings if finding.severity != "info"]


@pytest.mark.parametrize("name", PAIRS)
def test_a_sound_sentence_is_left_alone_and_one_wrong_digit_is_noticed(name: str) -> None:
    text, right, wrong = PAIRS[name]

    assert noticed(text) == []
    if right:
        assert text.count(right) == 1 and noticed(text.replace(right, wrong))


@pytest.mark.parametrize(
    "text",
    [
        "项目单位年初结转120万元，当年安排860万元，当年支出905万元，年末结转75万元。",
        "年末实有人员68人，其中在职42人、退休26人。",
        "较上年的1240万元减少186万元，下降15%，全年支出1054万元。",
        "资金来源\t全年预算数\t全年执行数\n资金总额\t2513.27\t2173.81\n其中：一般公共预算\t1353.61\t1341.02\n政府性基金\t253.68\t149.11\n专项债\t905.98\t683.68\n",
        "上级下达指标1200个，主要用于印刷费60.2万元、培训费20.1万元等。",
    ],
)
def test_what_only_looks_like_a_relation_is_left_alone(text: str) -> None:
    assert noticed(text) == []


def test_a_list_left_open_holds_while_it_stays_below_its_total() -> None:
    result = check_text("报告.txt", FRAME.format("项目支出462.66万元，包括养老补助278.17万元、事务经费159.53万元等。"))

    assert any("≤" in holds.relation and "462.66" in holds.relation for holds in result.true)
