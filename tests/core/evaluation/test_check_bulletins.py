"""Bulletins, fund reports and budget reports: relations that reach over sentences are read, and what only looks like one is left alone."""

from __future__ import annotations

import pytest

from shebao.core.evaluation.check import check_text

CHANGED = {
    "a total divided in two ways, the first way": (
        "全年发行政府债券4208.5亿元。其中，发行一般债券2310.2亿元，发行专项债券1898.3亿元；按用途划分，发行新增债券1206.4亿元，发行再融资债券3002.1亿元。",
        "2310.2", "2610.2"),
    "a total divided in two ways, the second way": (
        "全年发行政府债券4208.5亿元。其中，发行一般债券2310.2亿元，发行专项债券1898.3亿元；按用途划分，发行新增债券1206.4亿元，发行再融资债券3002.1亿元。",
        "3002.1", "3802.1"),
    "parts picked out of a crowd": (
        "全县生产总值328641万元。其中：第一产业增加值71208万元；第二产业增加值95410万元，其中工业增加值60305万元，建筑业增加值35105万元。"
        "第三产业增加值162023万元。", "162023", "162823"),
    "named funds and what is said of each": (
        "全年养老保险、失业保险、工伤保险三项社会保险基金收入合计9214.6万元。\n全年养老保险基金收入8306.2万元。\n"
        "全年失业保险基金收入517.9万元。\n全年工伤保险基金收入390.5万元。", "517.9", "577.9"),
    "two bodies under one total": (
        "年末全县基本医疗保险参保人数401256人。\n职工医疗保险参保人数62143人。\n居民医疗保险参保人数339113人。", "339113", "399113"),
    "what a year left, in sentences of their own": (
        "本年收入18730万元，完成预算的116%。本年支出14215万元，完成预算的101%。本年收支结余4515万元，年末滚存结余60812万元。", "4515", "4915"),
    "a total after plus": (
        "一般公共预算收入52310.4万元，为预算的100.1%。加上调入资金及使用结转结余8120.7万元（包括从稳定调节基金调入的资金），收入总量为60431.1万元。",
        "60431.1", "60931.1"),
    "shares said respectively": (
        "全县采购规模为2107.5万元。货物类、工程类和服务类采购金额分别为657.4万元、1115.6万元和334.5万元，占全县采购规模的比重为31.19%、52.93%和15.87%。",
        "52.93", "57.93"),
    "amounts said respectively": (
        "全县采购规模为2107.5万元。货物类、工程类和服务类采购金额分别为657.4万元、1115.6万元和334.5万元，占全县采购规模的比重为31.19%、52.93%和15.87%。",
        "334.5", "384.5"),
    "shares that make a hundred": ("部门总收入3568.2万元，财政拨款收入3425.6万元，占96%；其他收入142.6万元，占4%。", "3425.6", "3725.6"),
    "a growth in a sentence of its own": ("1、收入：812.37万元。同比上年度增加189.25万元，增加30.37%。", "30.37", "39.37"),
    "first amounts of the sentences before": (
        "基本支出1256.38万元，其中人员支出1103.25万元，公用支出153.13万元。项目支出842.6万元。全年总支出2098.98万元。", "842.6", "862.6"),
    "parts that compose an amount": ("项目资金由中央补助620万元、省级配套180万元及县级自筹50万元三部分组成，到位资金850万元。", "180万", "190万"),
    "a bracket after the full stop": (
        "安排产业项目资金14343.83万元。（其中：中央资金9504.83万元、省级资金4000万元、县级资金839万元）。", "9504.83", "9604.83"),
    "the bracket's own column": (
        "一批项目批复总投资3374.3万元（其中建筑工程3292万元），二批项目批复总投资2069.51万元（其中建筑工程1975.77万元），"
        "合计批复总投资5443.81万元（其中建筑工程5267.77万元）。", "其中建筑工程3292", "其中建筑工程3892"),
    "changes that add up": (
        "财政总收入52310万元，比上年增加3120万元。其中：地方收入40120万元，增加3655万元；上划收入12190万元，减少535万元。", "3655", "3955"),
    "a heading with its lines": (
        "一、中央财政资金（5273.4万元）\n（一）支持产业发展2993.7万元；\n（二）支持乡村建设1780.2万元；\n（三）支持以工代赈499.5万元。", "2993.7", "2393.7"),
    "a standard, a number and an amount in a row": ("按每户2000元标准补助改厕户1860户，需资金372万元，实际兑付366万元，兑付率98.39%。", "372", "392"),
    "heads times a month's amount times twelve": ("资金测算：村级组长1024人×200元/月×12个月=245.76万元。", "245.76", "285.76"),
    "what is left beside a rate that is right": (
        "年底累计完成投资8650万元，占计划总投资12000万元的72.08%，剩余3350万元计划于次年完成。", "3350", "3850"),
    "a rate and its two amounts in the bracket": ("资金拨付率为92.5%（拨付740万元，下达800万元）。", "92.5%", "98.5%"),
    "doses": ("适龄儿童应接种12560剂次，实种12398剂次，接种率98.71%。", "12398", "12898"),
    "growth on a base named by its year": ("全年服务群众39897人次，较2022年36980人次增长7.89%。", "36980", "38980"),
}  # fmt: skip
SOUND = (
    # a change said with 比上年增长 is no figure of last year
    "基金支出合计18055亿元，比上年增长3236亿元，增长率为21.8%。",
    # two traits of a balance are no parts of it
    "年末基金累计结存63970亿元，其中：投资运营规模1.46万亿元，当年投资收益额632亿元。",
    # the rate it is compared with is printed nowhere
    "一般公共预算收入完成38.3亿元，同比增长20.4%，完成年初预算的53.5%，超序时进度3.5个百分点。",
    "工程类采购金额10141.11亿元，占采购总规模的58.6%，比上年增长2.2%，增幅下降16.3个百分点。",
    "覆盖率92%，满意度88%，比上年提高5个百分点。",
    # after the semicolon a total of its own begins
    "批复部门预算支出为1129236万元，其中财政拨款1128036万元；决算执行数为986752.25万元，其中财政拨款985552.25万元；差异总额为142483.75万元。",
    # transfers are no spending, what was carried over is no rest
    "全区一般公共预算收入40.5亿元，同口径增长11.9%。全区一般公共预算收入，加上上级税收返还及转移支付收入32.5亿元、债务转贷收入5.16亿元、上年结转收入8.73亿元、调入资金14.1亿元，收入总计100.99亿元。",
    # shares of wholes that differ
    "优先采购节水产品633.7亿元，占同类产品采购规模的90%，优先采购环保产品718.7亿元，占同类产品采购规模的88%。",
    "其中税务部门完成7624.01万元，占任务数的56.4%；财政部门完成8202.35万元，占任务数的56.3%。",
    # one stage lies within the other
    "其中白石镇确定改造户370户：已开工建设213户、已完工111户。",
    # a plan and its result are not one list told twice
    "本项目共申请资金1740000元，其中村级运转400000元，组长报酬252000元，监督委员会工资28000元，村级事务补助960000元，目标奖励100000元。"
    "本项目共完成资金1329120元，其中村级运转439120元，组长报酬152000元，监督委员会工资28000元，村级事务补助660000元，目标奖励50000元。",
    # a rate of the budget is no share of the total
    "全区一般公共预算收入完成56033万元，完成年初预算的45.5%。其中：国税部门完成22891万元，完成年初预算的51.1%；地税部门完成33142万元，完成年初预算的42.3%。",
    # lines of one name under two headings
    "一、中央资金（90万元）\n（一）支持产业30万元；\n（二）支持数字乡村60万元。\n二、省级资金（50万元）\n（一）支持产业30万元；\n（二）支持数字乡村20万元。",
    # factors of arithmetic are no parts
    "资金测算：村干部186人×1800元/月×12个月=401.76万元；组长1024人×200元/月×12个月=245.76万元，合计647.52万元。",
)  # fmt: skip


def loud(text: str) -> list[str]:
    return [f"{f.severity} {f.message}" for f in check_text("r.txt", f"青溪县2023年情况\n{text}\n").findings if f.severity != "info"]


@pytest.mark.parametrize(("text", "old", "new"), CHANGED.values(), ids=CHANGED)
def test_one_wrong_digit_is_said_and_the_sound_text_is_left_alone(text: str, old: str, new: str) -> None:
    assert loud(text) == []
    assert text.count(old) == 1
    changed = loud(text.replace(old, new))
    assert any(words.startswith(("error", "warn")) for words in changed), changed


@pytest.mark.parametrize("text", SOUND)
def test_what_only_looks_like_a_relation_is_left_alone(text: str) -> None:
    assert loud(text) == []
