"""A county of the tests that has lived: three months paid, returned, sent back, released, closed, and people to whom things happened.

Every table that payments, people and books are kept in has rows, so that whoever changes one can be looked for.
"""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits.reform import Former
from shebao.agency.certification import actions as certification
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.exchange import actions as exchange
from shebao.agency.exchange.kinds import FAILED, IN, SETTLED
from shebao.agency.fund import actions as fund
from shebao.agency.fund import orders, reports, statements
from shebao.agency.fund import queries as books
from shebao.agency.hall import actions as hall
from shebao.agency.hall.queries import HoursRow
from shebao.agency.journal.by import By
from shebao.agency.local_payments import actions as local
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.queries import Overpaid, debts, debts_of
from shebao.agency.people import actions as people
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.payout import settle_payout
from shebao.agency.procedures.payout.never_due import book_never_due
from shebao.agency.public import actions as public
from shebao.agency.registers import actions as registers
from shebao.agency.store import vault
from shebao.agency.store.digest import sm3
from shebao.core.books.reconciliation import Movement

from .calendar import JULY, JULY_DAY, JUNE, JUNE_DAY, MAY, MAY_DAY, by
from .law import SCHEME
from .money import County, bank_answer, order_of, reconcile
from .staff import make_member


def lived_county() -> County:
    """Three months with a returned payment paid again, a late decision paid back, a hold released, a withheld
    line, a run sent back, a closed month."""
    county = County()
    fund.set_budget(SCHEME, 2023, {("5001", "basic_pension"): 10**9}, "某政函〔2023〕1号", by=By(None, MAY_DAY))
    certification.record_events([(county.people[0], MAY_DAY, "self_service")], by=by(MAY_DAY))
    enrolment.grant_assistance([(county.people[1], "minimum_living", 2023, None)], by=by(MAY_DAY))
    first = county.submitted()
    lines = list(Line.objects.filter(run=first).order_by("id"))
    county.settle(first, bank_answer(first, fail={lines[0].pk: "02"}))
    benefits.suspend([county.people[3]], SCHEME, JUNE, "uncertified", by=by(date(2023, 5, 25)))
    county.settled(JUNE, day=JUNE_DAY)
    county.change_account(lines[0].person_id, JUNE_DAY)
    county.settled(JUNE, "reissue", JUNE_DAY)
    fund.check_vouchers(SCHEME, MAY, by=By(county.staff["finance_checker"], JUNE_DAY))
    reconcile(MAY)
    fund.close_period(SCHEME, MAY, by=By(None, JUNE_DAY))
    benefits.resume([county.people[3]], SCHEME, JULY, by=by(date(2023, 7, 2)))
    payout.owe([(county.people[5], county.people[4], "funeral", JULY, 1_000_00)], SCHEME, by=By(None, JULY_DAY))
    county.change_account(county.people[5], date(2023, 7, 3), verified=False)
    sent_back = county.sealed(JULY, day=JULY_DAY)
    payout.send_back(sent_back.pk, "名单有误", by=By(county.staff["reviewer"], JULY_DAY))
    payout.discard(sent_back.pk, "重新提出", by=By(county.staff["acceptance"], JULY_DAY))
    run = county.approved(JULY, day=JULY_DAY)
    county.change_account(county.people[2], JULY_DAY)
    payout.write_file(run.pk, by=By(county.staff["finance_maker"], JULY_DAY))
    county.settled(JULY, "back_pay", JULY_DAY)
    county.settled(JULY, "one_off", JULY_DAY)
    county.release([county.people[5]], "unverified_account", JULY, JULY_DAY)
    benefits.declare_reform(county.people[0], {"M_ratio": "0.80", "deemed_months": "240"}, by=by(JULY_DAY))
    benefits.record_former([Former(county.people[0], 201706, 201712, 2420_00)], "public_institution", by=by(JULY_DAY))
    _died_and_corrected(county)
    return county


def _died_and_corrected(county: County) -> None:
    """Heirs, a debt with a set-off, one that was cancelled, a notice, an identity put right, two records made one."""
    dead, mistaken, heir, twice, renamed = county.insured(5)
    on = by(JULY_DAY)
    people.record_deaths([(person, JULY_DAY) for person in (dead, mistaken)], by=on)
    people.enter_shares([(dead, heir, "child", 1)], "only", by=on)
    owed = [payout.DebtRow(person, Overpaid((JULY,), 10_00, 0, 0), "儿子", "") for person in (mistaken, dead)]
    payout.open_debts(owed, SCHEME, by=on)
    payout.cancel_debts(mistaken, SCHEME, "登记错了人", by=on)
    (debt,) = debts_of(dead, SCHEME)
    payout.set_off([payout.Deduction(debt.id, heir, "funeral", 5_00)], by=on)
    payout.owe([(dead, heir, "funeral", JULY, 5_00)], SCHEME, by=on)
    payout.cancel_owed(dead, "funeral", SCHEME, "继承人有误", by=on)
    payout.set_off([payout.Deduction(debt.id, heir, "funeral", 5_00)], by=on)
    certification.record_notices([(county.people[0], 202407, "visit", MAY_DAY)], by=on)
    people.correct_identity(people.Corrected(renamed, "李新"), by=on)
    people.merge(twice, heir, by=on)


def with_money_beside() -> County:
    """The same, and returned payments that nobody is due, plans and orders, a deposit, an open item, a report, and what the county pays
    by its own documents, a record undone, a debt served."""
    county = lived_county()
    on = By(county.staff["finance_maker"], JULY_DAY)
    run = Run.objects.get(scheme=SCHEME, month=JULY, kind="regular", state="filed")
    settle_payout.submit(run.pk, by=By(county.staff["finance_checker"], JULY_DAY))
    sent = [row.line_id for row in order_of(run).rows[:2]]
    county.settle(run, bank_answer(run, JULY_DAY, dict.fromkeys(sent, "02")), JULY_DAY)
    payout.decide_never_due(SCHEME, [sent[0]], "误为已死亡", by=on)
    payout.take_back_never_due([sent[0]], "本人健在", by=on)
    payout.decide_never_due(SCHEME, [sent[1]], "核定已撤销", by=on)
    book_never_due(SCHEME, JULY_DAY, "不付1", Line.objects.get(pk=sent[1]).total_fen, by=on)
    for number in ("用款1", "用款2"):
        fund.place_order(SCHEME, orders.PLAN, number, JULY, 5_00, by=on, lines=[("待遇支出", 5_00)])
    fund.cancel_order(orders.order(SCHEME, orders.PLAN, "用款2"), "重报", by=on)
    fund.make_deposit(SCHEME, fund.Certificate("DQ1", "县农商行", 5_00, "1.8", JULY_DAY, date(2023, 10, 10)), by=on)
    reconcile(JUNE)
    moved = [*statements.movements(SCHEME, "1004", since=JULY, to=JULY), Movement("LX1", date(2023, 7, 31), 1_00)]
    held = books.balance_of(SCHEME, "1004", to=JULY) + 1_00
    fund.enter_statement(SCHEME, "1004", JULY, held, moved, by=on, reason="次月到", owner="出纳", due_on=date(2023, 8, 10))
    fund.issue_report(SCHEME, "month", MAY, reports.forms_of(SCHEME, "month", MAY), by=on)
    local.keep_list("heating", 2023, "某政发〔2023〕3号", 30_00, [local.Payee(county.people[1], "林场", 30_00, MAY, JULY)], by=on)
    local.record_money("heating", "arrived", MAY, local.Paper("D1", MAY_DAY, 90_00), by=on)
    lines = (registers.NewLine("甲村", county.people[1], MAY_DAY, 30_00),)
    (visit,) = registers.enter("service", [registers.NewRecord("aged", MAY_DAY, "高龄慰问 1 人次", lines=lines)], by=on)
    registers.take_step("service", visit, registers.NewStep("undo", JULY_DAY, "名单有误"), by=on)
    payout.step_debt(debts(SCHEME).get().pk, payout.NewDebtStep("served", JULY_DAY, document="退〔2023〕1号"), by=on)
    _from_home(county)
    return county


def with_open_ends() -> County:
    """The same, and matters that wait, one of which was sent back; a number of the hall being served; a moved person; places in groups that last or ended."""
    county = lived_county()
    hall.set_hours(HoursRow(540, 720, 840, 1020, 1080, 30, 2, 15), by=by(JULY_DAY))
    hall.step(hall.take("A", 32_400, by=by(JULY_DAY)), "called", 32_500, by=by(JULY_DAY), counter=1)
    staff, person = county.staff, county.people
    village = people.ensure_villages([("乙乡", "三村")], by=by(MAY_DAY))["乙乡", "三村"]
    people.move_persons([(person[1], village)], by=by(JULY_DAY))
    enrolment.grant_assistance([(person[2], "minimum_living", 2022, None)], by=by(JULY_DAY))
    enrolment.end_assistance([person[2]], 2023, by=by(JULY_DAY))
    benefits.end([person[4]], SCHEME, JULY, "moved_away", by=by(JULY_DAY))
    waiting = {"person_id": person[5], "village_id": village}
    procedures.submit("move_person", waiting, by=By(staff["acceptance"], JULY_DAY))
    returned = procedures.submit("move_person", waiting | {"person_id": person[0]}, by=By(staff["acceptance"], JULY_DAY))
    procedures.send_back(returned, by=By(staff["reviewer"], JULY_DAY), reason="村名有误")
    _from_home(county)
    return county


def _from_home(county: County) -> None:
    """What came in online: one accepted and one that waits; a helper whose mandate ended and one revoked at home; traces of reading."""
    clerk, (person, helper) = By(county.staff["acceptance"], JULY_DAY), county.people[:2]
    number = people_queries.citizen_numbers([person])[0]
    sender = public.inbox.Sender("my", vault.blind(number, "citizen"), people_queries.person(person).name, person)
    first, _ = (public.send("enquiry", {"about": "ask", "text": text}, sender, text, day=JULY_DAY) for text in ("几号发钱", "怎么认证"))
    asked = {"kind": "online", "on": JULY_DAY.isoformat(), "title": "几号发钱", "due_on": "2023-07-20", "person_id": person}
    public.accept(first.id, lambda: procedures.submit("answer_enquiry", asked, by=clerk), by=clerk)
    agent = people_queries.person(helper).name
    binding = public.bindings.NewBinding(
        "relative", agent, people_queries.citizen_numbers([helper])[0], "13900000002", "apply", date(2024, 7, 1), person
    )
    ended, revoked = (public.bind(binding, by=clerk) for _ in range(2))
    public.unbind(ended, "不再代办", by=clerk)
    public.revoke(revoked, person)
    public.tell([public.NewMessage(person, "提醒", "请认证")], by=clerk)
    public.propose([public.NewProposal("skill", 2023, 1000_00, "甲证书", "人社部发〔2017〕40号", {}, person)], by=clerk)
    public.note_look("home", person_id=person)
    public.write_looks(by=clerk)
    _from_systems()


def _from_systems() -> None:
    """What systems outside left: one registered with a secret, a batch that failed and was settled, and a trace of a call."""
    ops = By(make_member("ops", "ops"), JULY_DAY)
    terms = exchange.Terms(("law", "exchange"), ("report_deaths",), ("10.0.0.1",), 60, date(2024, 7, 1))
    client = exchange.register(exchange.NewClient("police", "人口系统", "某县公安局", "acceptance"), terms, by=by(JULY_DAY))
    exchange.issue_secret(client, by=ops)
    file = "身份证号码,姓名\n".encode()
    batch = exchange.NewBatch(IN, "deaths", "GA1", "某县公安局", 1, 0, sm3(file), client, file)
    failed = exchange.enter(batch, FAILED, by=by(JULY_DAY), duty="acceptance", text="没有数据行")
    exchange.advance(failed, SETTLED, by=by(JULY_DAY), text="已请公安重传")
    exchange.note_call("GET law/keys", 200, "10.0.0.1", client_id=client)
    exchange.write_calls(by=by(JULY_DAY))
