"""Satisfaction surveys: drawn, answered by link or on paper, closed, counted. An answer never knows whose it is."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from shebao.agency.benefits import queries as benefits
from shebao.agency.employers import queries as employers
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.agency.staff import queries as staff
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse
from shebao.base.months import Month, first_day, last_day, month_title
from shebao.core.evaluation.survey import Result, check_answers, sample, tally

from .models import Answer, Invitation, Survey

AUDIENCES: Mapping[str, tuple[str, str]] = {
    "recipients": ("领取待遇人员", "在发人员"),
    "served": ("服务对象", "当月办结办件的本人"),
    "insured": ("社会公众", "参保人员"),
    "employers": ("参保单位", "参保单位"),
    "staff": ("工作人员", "工作人员"),
}
"""Whom a survey asks → (its title, what its list holds)."""


def audience_ids(audience: str, month: Month) -> list[int]:
    """The list a sample is drawn from, ascending: ids of persons, of employers or of members of staff."""
    if audience == "served":
        return matters.served_people(first_day(month), last_day(month))
    if audience == "insured":
        return [int(i) for i in enrolment.insured_columns(MAIN, month)["person_id"]]
    if audience == "employers":
        return sorted(set(employers.codes().values()) - employers.ended_by(month))
    if audience == "staff":
        return sorted(member.id for member in staff.members())
    return [int(i) for i in benefits.in_payment(MAIN, month)["person_id"]]


def invited_names(survey: Survey, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Id → (name, village or what it is) of whoever was drawn."""
    known = list(ids)
    if survey.audience == "employers":
        return {key: (name, "参保单位") for key, name in employers.names(known).items()}
    if survey.audience == "staff":
        return {key: (name, "工作人员") for key, name in staff.names(known).items()}
    return {key: (one.name, f"{one.township}{one.village}") for key, one in people.persons(known).items()}


def start(agency: str, year: int, month: Month, size: int, seed: int, *, by: By, audience: str = "recipients", title: str = "") -> int:
    """Draw a survey from an audience of a month; its id. Refused while another of the year is still open."""
    ids = audience_ids(audience, month)
    drawn = sample(ids, size, seed)
    with transaction.atomic():
        journal.take_turn()
        if Survey.objects.filter(agency=agency, year=year, open=True).exists():
            refuse("survey.open", f"{year}年的问卷还在收集", "请先结束收集，再抽新的样本。")
        entry = journal.record(
            "evaluation.start_survey",
            by=by,
            subject=("survey", year),
            body={
                "agency": agency,
                "year": year,
                "audience": audience,
                "month": month,
                "population": len(ids),
                "size": size,
                "seed": seed,
            },
        )
        survey = Survey.objects.create(
            agency=agency,
            year=year,
            title=title or f"{year}年参保群众满意度调查",
            audience=audience,
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


_OF_THE_REPORT = ("recipients", "served", "insured")
"""Audiences whose satisfaction the yearly report prints as that of the people served."""


def void(survey_id: int, reason: str, *, by: By) -> None:
    """Declare a survey void: what it found counts nowhere, and its answers stay. Refused for one that is void."""
    with transaction.atomic():
        journal.take_turn()
        if one(survey_id).void:
            refuse("survey.void", "这次调查已经作废", "不需要再操作。", "survey_id")
        journal.record("evaluation.void_survey", by=by, subject=("survey", survey_id), body={"reason": reason})
        Survey.objects.filter(pk=survey_id).update(open=False, void=True)


def closed(agency: str, year: int) -> tuple[Survey, Result] | None:
    """The last finished survey of a year, which the report uses; None where there is none."""
    row = Survey.objects.filter(agency=agency, year=year, open=False, void=False, audience__in=_OF_THE_REPORT).order_by("-id").first()
    return (row, result(row)) if row else None


def drawn_from(survey: Survey) -> str:
    """How the sample was drawn, in one sentence that lets anybody draw it again."""
    unit = "户" if survey.audience == "employers" else "人"
    return (
        f"{month_title(survey.month)}{AUDIENCES[survey.audience][1]} {survey.population} {unit}，"
        f"按编号排列，随机种子 {survey.seed}，简单随机抽样 {survey.size} {unit}"
    )
