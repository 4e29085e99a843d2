"""A satisfaction survey (满意度调查) from the draw to its end: asked for by inspection, so that no counter surveys itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation import surveys
from shebao.agency.evaluation.models import Survey
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text, month_title, parse_month
from shebao.core.evaluation.score import plain
from shebao.core.evaluation.survey import margin_of

KEY = "survey_satisfaction"
TITLE = "满意度调查"
LAW = "中发〔2018〕34号（未核对条号）；社会保险经办条例（国令第765号）第50条"
WORKING_DAYS = None
RISK = "low"
AREA = "audit"
RESULT = "满意度调查登记表"
REVERSAL = "调查有误的，办理本事项“作废”，再抽新的样本；收回的答卷保留。"
START, CLOSE, VOID = "start", "close", "void"
WHAT = {START: "抽样开始", CLOSE: "结束收集", VOID: "作废"}
FIELDS = (
    Field("what", "办什么", "choice", choices=tuple(WHAT.items())),
    Field("agency", "单位代号", required=False, help="抽样时填写，与年度自评报告的单位一致"),
    Field("title", "名称", required=False, longest=60),
    Field(
        "audience",
        "调查对象",
        "choice",
        required=False,
        choices=tuple((key, f"{one[0]}（{one[1]}）") for key, one in surveys.AUDIENCES.items()),
    ),
    Field("month", "名单月份", "month", required=False),
    Field("size", "抽取数量", "number", required=False),
    Field("seed", "抽样种子", "number", required=False, help="任意整数；写明种子，谁都能照样再抽一次"),
    Field("survey_id", "问卷编号", "number", required=False, help="结束或作废时填写；从满意度问卷页面进入会自动填好"),
    Field("note", "说明", required=False, longest=200, help="没有收回答卷而结束的、作废的，写明原因"),
)
_NEEDS = {START: ("agency", "audience", "month", "size", "seed"), CLOSE: ("survey_id",), VOID: ("survey_id", "note")}


def _month(payload: Payload) -> int:
    value = payload["month"]
    return int(parse_month(value) if isinstance(value, str) else value)


def check(payload: Payload, day: date) -> Payload:
    """Refused for what a choice needs and lacks, a list too short, a survey still open, and one that ends without an answer unexplained."""
    labels = {one.name: one.label for one in FIELDS}
    for name in _NEEDS[payload["what"]]:
        if payload.get(name) in (None, ""):
            refuse("procedures.survey", f"没有填写{labels[name]}", f"办理“{WHAT[payload['what']]}”要有{labels[name]}。", name)
    if payload["what"] == START:
        _judge_draw(payload, day)
        return payload
    survey = _survey(payload)
    if survey.void or (payload["what"] == CLOSE and not survey.open):
        refuse("survey.closed", "这次调查已经结束或作废", "请核对问卷编号。", "survey_id")
    if payload["what"] == CLOSE and not surveys.result(survey).returned and not payload.get("note"):
        refuse("survey.nothing", "一份答卷也没有收回", "确实要结束的，写明原因；否则先发链接或录入纸质答卷。", "note")
    return payload


def _judge_draw(payload: Payload, day: date) -> None:
    if payload["agency"] not in evaluation.agencies():
        refuse("procedures.agency", f"没有登记过单位“{payload['agency']}”", "请先登记单位基本信息。", "agency")
    if _month(payload) > month_of(day):
        refuse("procedures.month", f"{month_title(_month(payload))}还没有到", "请填写已经过去的月份或本月。", "month")
    population = len(surveys.audience_ids(payload["audience"], _month(payload)))
    if not 0 < payload["size"] <= population:
        title = surveys.AUDIENCES[payload["audience"]][1]
        refuse("survey.size", f"抽 {payload['size']} 份，{title}名单有 {population:,}", "抽取数量应在 1 至名单人数之间。", "size")
    if any(one.open for one in surveys.listed(payload["agency"], _month(payload) // 100)):
        refuse("survey.open", f"{_month(payload) // 100} 年的问卷还在收集", "请先结束收集，再抽新的样本。", "what")


def _survey(payload: Payload) -> Survey:
    return surveys.one(payload["survey_id"])


def preview(payload: Payload) -> list[Change]:
    """What will be drawn, or what was found so far."""
    if payload["what"] == START:
        ids = surveys.audience_ids(payload["audience"], _month(payload))
        margin = margin_of(payload["size"], len(ids))
        return [
            Change("调查对象", "", f"{month_title(_month(payload))}{surveys.AUDIENCES[payload['audience']][1]} {len(ids):,}"),
            Change("抽取", "", f"{payload['size']:,}，随机种子 {payload['seed']}，简单随机抽样"),
            Change("全部收回时的允许误差", "", "—" if margin is None else f"{plain(margin * 100, 2)}%"),
        ]
    survey = _survey(payload)
    result = surveys.result(survey)
    share = "—" if result.share is None else f"{plain(result.share * 100, 2)}%"
    return [
        Change(survey.title, "正在收集" if survey.open else "已结束", "已作废" if payload["what"] == VOID else "已结束"),
        Change("收回", "", f"{result.returned:,} 份，有效 {result.valid:,} 份，满意度 {share}"),
        *([Change("说明", "", payload["note"])] if payload.get("note") else []),
    ]


def apply(payload: Payload, *, by: By) -> Any:
    """The id of the survey, or what it found."""
    if payload["what"] == START:
        year = _month(payload) // 100
        audience, title = payload["audience"], payload.get("title") or f"{year}年{surveys.AUDIENCES[payload['audience']][0]}满意度调查"
        return surveys.start(
            payload["agency"], year, _month(payload), payload["size"], payload["seed"], by=by, audience=audience, title=title
        )
    if payload["what"] == VOID:
        surveys.void(payload["survey_id"], payload["note"], by=by)
        return payload["survey_id"]
    return surveys.close(payload["survey_id"], by=by)


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a survey."""
    return ("survey", payload["survey_id"]) if payload.get("survey_id") else None


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["what"] == START:
        return f"{TITLE}：{surveys.AUDIENCES[payload['audience']][0]}，{month_text(_month(payload))}"
    return f"{TITLE}第 {payload['survey_id']} 号：{WHAT[payload['what']]}"


def count(payload: Payload) -> int:
    """How many were or will be drawn."""
    return int(payload.get("size") or 1)
