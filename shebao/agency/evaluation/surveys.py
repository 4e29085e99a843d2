"""Satisfaction surveys: drawn, answered by link or on paper, closed, counted. An answer never knows whose it is."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.schemes import MAIN
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse
from shebao.base.months import Month, month_title
from shebao.core.evaluation.survey import Result, check_answers, sample, tally

from .models import Answer, Invitation, Survey


def start(agency: str, year: int, month: Month, size: int, seed: int, *, by: By) -> int:
    """Draw a survey from the recipients of a month; its id. Refused while another of the year is still open."""
    ids = [int(i) for i in benefits.in_payment(MAIN, month)["person_id"]]
    drawn = sample(ids, size, seed)
    with transaction.atomic():
        journal.take_turn()
        if Survey.objects.filter(agency=agency, year=year, open=True).exists():
            refuse("survey.open", f"{year}年的问卷还在收集", "请先结束收集，再抽新的样本。")
        entry = journal.record(
            "evaluation.start_survey",
            by=by,
            subject=("survey", year),
            body={"agency": agency, "year": year, "month": month, "population": len(ids), "size": size, "seed": seed},
        )
        survey = Survey.objects.create(
            agency=agency,
            year=year,
            title=f"{year}年参保群众满意度调查",
            month=month,
            population=len(ids),
            size=size,
            seed=seed,
            entry_id=entry.seq,
        )
        rows = [
            Invitation(survey=survey, number=n, person_id=person, token_digest=_digest(_token(survey.pk, n)))
            for n, person in enumerate(drawn, 1)
        ]
        Invitation.objects.bulk_create(rows, batch_size=500)
    return survey.pk


def _token(survey_id: int, number: int) -> str:
    """The link's word: made from the installation's own key, so the list of links can be printed again and nobody can guess one."""
    return base64.urlsafe_b64encode(vault.blind(f"{survey_id}:{number}", "survey")[:15]).decode()


def _digest(token: str) -> bytes:
    return vault.blind(token, "survey-token")


def one(survey_id: int) -> Survey:
    """A survey; refuses an unknown one."""
    row = Survey.objects.filter(pk=survey_id).first()
    if row is None:
        refuse("survey.unknown", f"没有编号为 {survey_id} 的问卷", "请从问卷列表进入。")
    return row


def listed(agency: str, year: int) -> list[Survey]:
    """The surveys of a year, newest first."""
    return list(Survey.objects.filter(agency=agency, year=year).order_by("-id"))


def links(survey_id: int) -> list[tuple[int, int, str, bool]]:
    """(number, person, token, used) of everyone drawn; whoever prints it is journalled by the page."""
    return [
        (row.number, row.person_id, _token(survey_id, row.number), row.used)
        for row in Invitation.objects.filter(survey_id=survey_id).order_by("number")
    ]


def invitation(token: str) -> Invitation:
    """The invitation of a link; refuses an unknown, used or closed one in words for the person who opened it."""
    row = Invitation.objects.select_related("survey").filter(token_digest=_digest(token)).first()
    if row is None:
        refuse("survey.link", "这个链接不对", "请核对短信里的网址是否完整。")
    if row.used:
        refuse("survey.used", "这份问卷已经交过了，谢谢您", "每个链接只能交一次。")
    if not row.survey.open:
        refuse("survey.closed", "这次调查已经结束，谢谢您", "欢迎随时到窗口提意见。")
    return row


def answer(token: str, answers: Mapping[str, str], *, day: date) -> None:
    """Take the answer that came by a link. The link is used up; nothing connects the two."""
    with transaction.atomic():
        journal.take_turn()
        value = invitation(token)
        _post(value.survey_id, "link", [answers], by=By(None, day))
        Invitation.objects.filter(pk=value.pk).update(used=True)


def enter_paper(survey_id: int, sheets: Sequence[Mapping[str, str]], *, by: By) -> int:
    """Enter returned sheets of paper; how many. Refused beyond the number of people drawn."""
    if not sheets:
        refuse("survey.nothing", "没有填写任何一份", "请至少录入一份问卷。")
    with transaction.atomic():
        journal.take_turn()
        survey = one(survey_id)
        if not survey.open:
            refuse("survey.closed", "这次调查已经结束", "结束后不能再录入。")
        returned = Answer.objects.filter(survey_id=survey_id).count()
        if returned + len(sheets) > survey.size:
            refuse("survey.too_many", f"收回的份数会超过样本量 {survey.size}", f"已收回 {returned} 份，请核对。")
        _post(survey_id, "paper", sheets, by=by)
    return len(sheets)


def _post(survey_id: int, channel: str, sheets: Sequence[Mapping[str, str]], *, by: By) -> None:
    first = next_id(Answer)
    rows = [(first + i, survey_id, channel, canonical(check_answers(sheet))) for i, sheet in enumerate(sheets)]
    journal.post(
        Answer,
        Answer.SEALED,
        rows,
        "evaluation.take_answers",
        by=by,
        subject=("survey", survey_id),
        body={"survey": survey_id, "channel": channel, "sheets": len(rows)},
    )


def close(survey_id: int, *, by: By) -> Result:
    """End the collecting; what was found."""
    with transaction.atomic():
        journal.take_turn()
        survey = one(survey_id)
        if not survey.open:
            refuse("survey.closed", "这次调查已经结束", "不需要再操作。")
        value = result(survey)
        journal.record(
            "evaluation.close_survey",
            by=by,
            subject=("survey", survey_id),
            body={"returned": value.returned, "valid": value.valid, "satisfied": value.satisfied},
        )
        Survey.objects.filter(pk=survey_id).update(open=False)
    return value


def result(survey: Survey) -> Result:
    """What the answers add up to so far."""
    answers = [json.loads(text) for text in Answer.objects.filter(survey_id=survey.pk).order_by("id").values_list("answers", flat=True)]
    return tally(survey.size, survey.population, answers)


def closed(agency: str, year: int) -> tuple[Survey, Result] | None:
    """The last finished survey of a year, which the report uses; None where there is none."""
    row = Survey.objects.filter(agency=agency, year=year, open=False).order_by("-id").first()
    return (row, result(row)) if row else None


def drawn_from(survey: Survey) -> str:
    """How the sample was drawn, in one sentence that lets anybody draw it again."""
    return (
        f"{month_title(survey.month)}在发人员 {survey.population} 人，按人员编号排列，随机种子 {survey.seed}，简单随机抽样 {survey.size} 人"
    )
