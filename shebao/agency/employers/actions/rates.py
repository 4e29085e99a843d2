"""An employer's work-injury rate: class of risk and floating factor from a month on; and the temporary cuts that hold for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.db import transaction

from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.employers.models import InjuryRate, RateCut
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, read_columns
from shebao.base.finding import refuse
from shebao.base.money import scaled_text
from shebao.base.months import last_day, month_text

CUT_SCHEMES = ("unemployment", "work_injury")


class Rate(NamedTuple):
    """One employer's work-injury rate from a month on."""

    employer_id: int
    from_month: int
    risk_class: int
    factor_e2: int


def allowed_factors(risk_class: int, day: date) -> tuple[int, ...]:
    """The factors in hundredths to which the rate of a class may float at this agency's place on a day."""
    key = "injury_float_first" if risk_class == 1 else "injury_float_other"
    listed: Any = parameters.places().value(key, installation.place(), day).value
    return tuple(int(Fraction(str(text)) * 100) for text in listed)


def factor_problem(risk_class: int, factor_e2: int, day: date) -> str:
    """What is wrong with a class and its factor; "" for nothing."""
    if not 1 <= risk_class <= 8:
        return f"行业风险类别应为一至八类，填的是{risk_class}"
    allowed = allowed_factors(risk_class, day)
    if factor_e2 not in allowed:
        return f"第{risk_class}类行业的浮动系数应为{'、'.join(scaled_text(one, 2) for one in allowed)}之一"
    return ""


def check_factor(risk_class: int, factor_e2: int, day: date) -> None:
    """Refused for a class there is not and a factor its class may not have."""
    if wrong := factor_problem(risk_class, factor_e2, day):
        refuse("employers.injury_rate", wrong, "请按行业基准费率文件核对。", "factor", "人社部发〔2015〕71号")


def set_injury_rates(rates: Sequence[Rate], document: str, *, by: By) -> Entry:
    """Set rates from their months on; refused where an employer has a rate from a later month already."""
    for rate in rates:
        check_factor(rate.risk_class, rate.factor_e2, last_day(rate.from_month))
    with transaction.atomic():
        take_turn()
        earlier = read_columns(
            InjuryRate.objects.filter(employer_id__in=among(rate.employer_id for rate in rates)), "employer_id", "from_month"
        )
        latest = dict(sorted(zip(earlier["employer_id"].tolist(), earlier["from_month"].tolist(), strict=True), key=lambda pair: pair[1]))
        for rate in rates:
            if latest.get(rate.employer_id, 0) > rate.from_month:
                month = month_text(latest[rate.employer_id])
                refuse("employers.injury_rate", f"该单位已有自{month}起的费率", "费率只能自最近一次之后变更。", "from_month")
        return post_rates(rates, document, by=by)


def post_rates(rates: Sequence[Rate], document: str, *, by: By) -> Entry:
    """Post rates under one entry."""
    start = next_id(InjuryRate)
    return post(
        InjuryRate,
        InjuryRate.SEALED,
        [(start + at, *rate, document) for at, rate in enumerate(rates)],
        "employers.set_injury_rate",
        by=by,
        subject=("employer", rates[0].employer_id) if len(rates) == 1 else None,
    )


def apply_cut(scheme: str, span: tuple[int, int], normal_e6: tuple[int, int], factor_e4: int, document: str, *, by: By) -> Entry:
    """Register a temporary cut for a span of months; refused where the span overlaps one registered before.

    normal_e6: the rates of employer and person that would hold without it, in millionths. factor_e4: by what a work-injury
    rate is multiplied in the span, in ten-thousandths.
    """
    if scheme not in CUT_SCHEMES:
        refuse("employers.cut", f"阶段性降费只用于{'、'.join(INSURANCES[one] for one in CUT_SCHEMES)}", "请核对险种。", "scheme")
    if span[0] > span[1]:
        refuse("employers.cut", "终止月早于起始月", "请核对期间。", "to_month")
    if scheme == "work_injury" and not 0 < factor_e4 < 10_000:
        refuse("employers.cut", "工伤降费系数应大于 0、小于 1", "下调 20% 填 0.8，下调 50% 填 0.5。", "factor")
    with transaction.atomic():
        take_turn()
        overlapping = RateCut.objects.filter(scheme=scheme, from_month__lte=span[1], to_month__gte=span[0]).first()
        if overlapping is not None:
            refuse("employers.cut", f"与已登记的“{overlapping.document}”期间重叠", "同一险种同一月份只登记一次。", "from_month")
        return post(
            RateCut,
            RateCut.SEALED,
            [(next_id(RateCut), scheme, *span, *normal_e6, factor_e4, document)],
            "employers.apply_cut",
            by=by,
        )
