"""Edits by somebody who holds the database, each in a county that has lived, and what `verify` says of it.

One statement each, in the SQL that both databases read. What a check must say names the row, the run, the person or the entry, so
that somebody who reads it knows where to look.
"""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    """What is done, the statement, the check that must say no, and words of its sentence."""

    what: str
    statement: str
    check: str
    words: str


LINE, RUN = 10000001, 1
"""The first line of the first run, which was paid in May."""

STAFF = (
    Edit(
        "a member becomes another natural person",
        "UPDATE staff_member SET person_key = 'other' WHERE username = 'reviewer'",
        "staff.members",
        "reviewer：本人标识",
    ),
    Edit(
        "a member's password is replaced",
        "UPDATE staff_member SET password = 'x' WHERE username = 'approver'",
        "staff.members",
        "approver：密码",
    ),
    Edit(
        "a reset is granted by nobody",
        "UPDATE staff_member SET reset_granted = NOT reset_granted WHERE username = 'reviewer'",
        "staff.members",
        "reviewer：重置密码的批准",
    ),
    Edit(
        "a young password decides",
        "UPDATE staff_member SET decides_from = '2030-01-01' WHERE username = 'approver'",
        "staff.members",
        "approver：恢复复核审批日期",
    ),
    Edit(
        "a closed account is opened",
        "UPDATE staff_member SET is_active = NOT is_active WHERE username = 'auditor'",
        "staff.members",
        "auditor：启用标志",
    ),
    Edit(
        "a member is called otherwise",
        "UPDATE staff_member SET name = '李四' WHERE username = 'auditor'",
        "staff.members",
        "auditor：姓名",
    ),
    Edit(
        "an account is slipped in",
        "INSERT INTO staff_member (username, name, person_key, password, is_active, station, provisional, reset_granted, factor_step) "
        "SELECT 'ghost', 'ghost', 'ghost', password, is_active, station, provisional, reset_granted, 0 FROM staff_member WHERE id = 8",
        "staff.members",
        "ghost：日志里没有建立过",
    ),
    Edit("a post is held since earlier", "UPDATE staff_holding SET since = '2020-01-01' WHERE id = 2", "staff.holdings", "工作人员 2"),
    Edit(
        "a post is held by somebody else",
        "UPDATE staff_holding SET member_id = 8 WHERE id = 3",
        "staff.holdings",
        "工作人员 8：岗位“审批",
    ),
)
JOURNAL = (
    Edit("an entry says something else", "UPDATE journal_entry SET body = '{}' WHERE seq = 40", "journal.chain", "第40条日志内容被改动"),
    Edit("an entry was made by another", "UPDATE journal_entry SET actor_id = 8 WHERE seq = 41", "journal.chain", "第41条日志内容被改动"),
    Edit("an entry is taken out", "DELETE FROM journal_entry WHERE seq = 42", "journal.chain", "第42条日志缺失"),
    Edit(
        "an entry is put elsewhere",
        "UPDATE journal_entry SET seq = -1 WHERE seq = 50",
        "journal.chain",
        "第-1条",
    ),
    Edit(
        "the last entry is another than was noted outside",
        "UPDATE journal_entry SET entry_hash = 'f' || substr(entry_hash, 2, 62) || '0' WHERE seq = (SELECT max(seq) FROM journal_entry)",
        "journal.witness",
        "与它写入时在库外记下的校验码不符",
    ),
    Edit("the head is put back", "UPDATE journal_head SET seq = seq - 1", "journal.chain", "日志末尾与登记的末尾不一致"),
)
MATTERS = (
    Edit(
        "an open matter has another maker",
        "UPDATE matters_matter SET maker_id = 8 WHERE state = 'accepted'",
        "matters.faces",
        "受理人",
    ),
    Edit("a matter is called otherwise", "UPDATE matters_matter SET title = 'x' || title WHERE id = 2", "matters.faces", "2023-000002"),
    Edit("an open matter moves on by itself", "UPDATE matters_matter SET state = 'reviewed' WHERE id = 2", "matters.faces", "2023-000002"),
    Edit(
        "what somebody wrote is another",
        "UPDATE matters_step SET comment = '同意，已核实' WHERE verb = 'send_back'",
        "matters.faces",
        "意见",
    ),
    Edit(
        "a matter asks for something else",
        "UPDATE matters_matter SET payload = replace(payload, '\"person_id\":6', '\"person_id\":1') WHERE id = 2",
        "matters.content",
        "2023-000002",
    ),
    Edit("a step was taken by another", "UPDATE matters_step SET member_id = 8 WHERE id = 2", "matters.steps", "2023-000001"),
    Edit("a number is skipped", "UPDATE matters_matter SET number = '2023-000009' WHERE id = 3", "matters.numbers", "2023"),
)
PEOPLE = (
    Edit(
        "somebody's telephone is another",
        "UPDATE people_person SET phone = '138****0000' WHERE id = 2",
        "people.residences",
        "第18条日志登记的各行，其village_id、phone",
    ),
    Edit("somebody lives elsewhere", "UPDATE people_person SET village_id = 1 WHERE id = 2", "people.residences", "第2行：village_id"),
    Edit("a village is called otherwise", "UPDATE people_village SET name = 'x' || name WHERE id = 2", "people.villages", "村"),
    Edit("a dead person lives", "UPDATE people_person SET death_date = NULL WHERE id = 7", "people.deaths", "人员 7"),
    Edit("a living person is dead", "UPDATE people_person SET death_date = '2023-05-01' WHERE id = 2", "people.deaths", "人员 2"),
    Edit("somebody is called otherwise", "UPDATE people_person SET name = '李四' WHERE id = 2", "sealed.people_person", "第18条"),
    Edit("somebody is older", "UPDATE people_person SET birth_date = '1945-03-05' WHERE id = 2", "sealed.people_person", "第18条"),
    Edit(
        "a citizen number is another's",
        "UPDATE people_person SET citizen_sealed = (SELECT citizen_sealed FROM people_person WHERE id = 1) WHERE id = 2",
        "people.numbers",
        "2：密文打不开",
    ),
    Edit(
        "an account number is another's",
        "UPDATE people_bankaccount SET account_sealed = (SELECT account_sealed FROM people_bankaccount WHERE id = 1) WHERE id = 2",
        "people.numbers",
        "2：密文打不开",
    ),
    Edit(
        "an account is verified by nobody",
        "UPDATE people_bankaccount SET verified = NOT verified WHERE id = 13",
        "people.bank_accounts",
        "银行账户 13",
    ),
    Edit(
        "an account is held by another",
        "UPDATE people_bankaccount SET holder = '李四' WHERE id = 2",
        "sealed.people_bankaccount",
        "条日志（",
    ),
    Edit(
        "a closed account was closed later",
        "UPDATE people_bankaccount SET until = '2030-01-01' WHERE until IS NOT NULL",
        "people.bank_accounts",
        "账户",
    ),
    Edit("an heir is somebody else", "UPDATE people_heir SET person_id = 1", "sealed.people_heir", "条日志（"),
    Edit("two records that were made one are another pair", "UPDATE people_merged SET person_id = 11", "sealed.people_merged", "条日志（"),
)
RIGHTS = (
    Edit(
        "an entitlement begins earlier", "UPDATE benefits_entitlement SET since_month = 202201 WHERE id = 2", "benefits.standings", "人员2"
    ),
    Edit(
        "an ended entitlement has another last month",
        "UPDATE benefits_entitlement SET last_month = 202312 WHERE id = 5",
        "benefits.standings",
        "人员5",
    ),
    Edit(
        "an entitlement has another reason",
        "UPDATE benefits_entitlement SET reason = 'custody' WHERE id = 3",
        "benefits.standings",
        "人员3",
    ),
    Edit(
        "an ended entitlement is paid again",
        "UPDATE benefits_entitlement SET state = 'active' WHERE id = 5",
        "benefits.entitlements",
        "人员5",
    ),
    Edit(
        "a decision is of more money", "UPDATE benefits_decision SET total_fen = total_fen + 1000 WHERE id = 2", "benefits.sheets", "核定2"
    ),
    Edit("a part of a decision is more", "UPDATE benefits_decisionpart SET fen = fen + 1 WHERE id = 63", "benefits.sheets", "核定6"),
    Edit("a rule's wording is another", "UPDATE benefits_ruletext SET text = text || ' '", "benefits.wordings", "被改动"),
    Edit(
        "a change of state is of another month",
        "UPDATE benefits_statechange SET month = 202301 WHERE id = 7",
        "sealed.benefits_statechange",
        "条日志（",
    ),
    Edit(
        "a place in a group lasts longer",
        "UPDATE enrolment_assistance SET to_year = 2030 WHERE id = 2",
        "enrolment.assistance",
        "第2行：to_year",
    ),
    Edit(
        "an insurance ends",
        "UPDATE enrolment_spell SET to_month = 202305 WHERE id = 2",
        "enrolment.spells",
        "第20条日志登记的各行，其to_month",
    ),
    Edit("a certification lasts longer", "UPDATE certification_validity SET valid_until = 203012", "certification.validity", "人员1"),
    Edit(
        "more years were carried over",
        "UPDATE contributions_carriedover SET years = 12 WHERE id = 2",
        "sealed.contributions_carriedover",
        "条日志（",
    ),
    Edit(
        "an account has more in it",
        "UPDATE accounts_balance SET balance_fen = balance_fen + 100 WHERE id = 2",
        "accounts.balances",
        "人员2",
    ),
    Edit(
        "an account was given more",
        "UPDATE accounts_accountentry SET amount_fen = amount_fen + 100 WHERE id = 2",
        "sealed.accounts_accountentry",
        "条日志（",
    ),
)
PAYMENTS = (
    Edit("a line pays more", f"UPDATE payout_line SET total_fen = total_fen + 100 WHERE id = {LINE}", "payout.runs", "批次1"),
    Edit("a line is paid to another account", f"UPDATE payout_line SET bank_account_id = 3 WHERE id = {LINE}", "payout.runs", "批次1"),
    Edit("a part of a line is another", f"UPDATE payout_linepart SET fen = fen + 1 WHERE line_id = {LINE}", "payout.runs", f"{LINE}"),
    Edit("a line is taken out", f"DELETE FROM payout_line WHERE id = {LINE + 1}", "payout.runs", "批次1"),
    Edit("a change has another reason", "UPDATE payout_change SET reason = 'resumed' WHERE id = 50000002", "payout.runs", "批次5"),
    Edit("who was held was not", "DELETE FROM payout_exclusion WHERE id = 50000001", "payout.runs", "批次5"),
    Edit(
        "a month paid back was owed more",
        "UPDATE payout_cover SET entitled_fen = entitled_fen + 100, due_fen = due_fen + 100",
        "payout.runs",
        "批次6",
    ),
    Edit("a run says another sum", "UPDATE payout_run SET amount_fen = amount_fen + 100 WHERE id = 1", "payout.runs", "批次1"),
    Edit("a run was made by its reviewer", "UPDATE payout_run SET maker_id = 2 WHERE id = 1", "payout.signatures", "批次1"),
    Edit("a run was never sent", "UPDATE payout_run SET state = 'approved' WHERE id = 1", "payout.outcomes", "批次1：状态"),
    Edit("a signature is of another", "UPDATE payout_approval SET member_id = 8 WHERE id = 1", "payout.signatures", "批次1"),
    Edit("the head printed on a sheet is another", "UPDATE payout_run SET chain_head = digest WHERE id = 1", "payout.heads", "批次1"),
    Edit("a file says another sum", "UPDATE payout_bankfile SET amount_fen = amount_fen + 100 WHERE id = 1", "payout.files", "银行文件"),
    Edit(
        "an answer says paid for returned",
        "UPDATE payout_outcome SET paid = NOT paid WHERE code = '02'",
        "sealed.payout_outcome",
        "条日志（",
    ),
    Edit("a return file holds more", "UPDATE payout_returnfile SET paid_fen = paid_fen + 100 WHERE id = 1", "payout.returns", "回盘文件1"),
    Edit("somebody is let through longer", "UPDATE payout_release SET until_month = 203012", "sealed.payout_release", "条日志（"),
    Edit("what heirs are owed is more", "UPDATE payout_due SET amount_fen = amount_fen + 100", "sealed.payout_due", "条日志（"),
    Edit("a debt is less", "UPDATE payout_debt SET amount_fen = amount_fen - 100 WHERE id = 2", "sealed.payout_debt", "条日志（"),
    Edit(
        "a line keeps back what nobody decided",
        f"UPDATE payout_line SET deducted_fen = 100 WHERE id = {LINE}",
        "payout.deductions",
        f"指令{LINE}：登记抵扣",
    ),
    Edit(
        "a run says that it keeps something back", f"UPDATE payout_run SET deducted_fen = 100 WHERE id = {RUN}", "payout.runs", "登记抵扣"
    ),
    Edit("payments are unlocked", "UPDATE payout_epoch SET locked = NOT locked", "payout.epoch", "锁定"),
    Edit("the number of restores is another", "UPDATE payout_epoch SET number = number + 1", "payout.epoch", "恢复次数"),
)
BOOKS = (
    Edit("a voucher is of another day", "UPDATE fund_voucher SET memo = memo || 'x' WHERE id = 2", "fund.vouchers", "凭证"),
    Edit("a voucher's line is of more", "UPDATE fund_voucherline SET debit_fen = debit_fen + 100 WHERE id = 4", "fund.vouchers", "凭证"),
    Edit("a closed month is open again", "UPDATE fund_period SET closed = NOT closed WHERE month = 202305", "fund.numbers", "5月"),
    Edit("a slip has another number", "UPDATE fund_slip SET number = 'X1' WHERE id = 1", "sealed.fund_slip", "条日志（"),
    Edit("a voucher was checked by its maker", "UPDATE fund_signature SET member_id = 4", "fund.signatures", "凭证"),
    Edit("a budget is larger", "UPDATE fund_budget SET amount_fen = amount_fen * 2", "sealed.fund_budget", "条日志（"),
)
ELSEWHERE = (
    Edit(
        "a number of the hall is finished that nobody called",
        "UPDATE hall_ticketstep SET step = 'finished' WHERE step = 'called'",
        "hall.tickets",
        "A001：“finished”不合它当时的状态",
    ),
    Edit(
        "a pension was taken from an account for less",
        "UPDATE accounts_accountentry SET amount_fen = -1 WHERE kind = 'pension'",
        "accounts.pensions",
        "",
    ),
    Edit("a line pays what was not decided", f"UPDATE payout_line SET total_fen = total_fen + 100 WHERE id = {LINE}", "payout.decided", ""),
    Edit(
        "a month was owed more and paid more before",
        "UPDATE payout_cover SET entitled_fen = entitled_fen + 100, paid_fen = paid_fen + 100",
        "payout.paid_once",
        "",
    ),
    Edit("a sealed run is open again", "UPDATE payout_run SET sealed = NOT sealed, done = 5 WHERE id = 1", "payout.open_runs", "批次1"),
    Edit("thresholds of a run are another's", "UPDATE payout_run SET thresholds = '{}' WHERE id = 1", "payout.thresholds", "批次1"),
    Edit("a row taken out was of more", "UPDATE payout_withheld SET amount_fen = amount_fen + 1", "payout.withheld", ""),
    Edit("an expense is booked elsewhere", "UPDATE fund_voucherline SET account = '9999' WHERE account = '5001'", "payout.books", ""),
    Edit(
        "money on hold is more",
        "UPDATE fund_voucherline SET credit_fen = credit_fen + 100 WHERE account = '2001' AND credit_fen > 0",
        "payout.on_hold",
        "",
    ),
    Edit("an account is not in the chart", "UPDATE fund_voucherline SET account = '9999' WHERE id = 4", "fund.chart", "9999"),
    Edit("debits are more than credits", "UPDATE fund_voucherline SET debit_fen = debit_fen + 100 WHERE id = 4", "fund.position", ""),
    Edit("a slip is of another sum", "UPDATE fund_slip SET amount_fen = amount_fen + 1", "fund.slips", ""),
    Edit("a corrected identity is another", "UPDATE people_identity SET after_name = '李四'", "people.identities", "人员 11"),
    Edit(
        "a scan that was named is not there",
        'UPDATE matters_matter SET payload = \'{"scans":[{"digest":"' + "a" * 64 + '","name":"x.png","pages":1,'
        '"size":1,"type":"png"}]}\' WHERE id = 1',
        "matters.scans",
        "2023-000001",
    ),
)
"""One more for each check that the edits above leave out; what the last word says is said in its own room's tests."""
PUBLIC = (
    Edit(
        "a submission asked for something else",
        "UPDATE public_submission SET service = 'phone' WHERE state = 'accepted'",
        "public.inbox",
        "与回执的校验码不符",
    ),
    Edit(
        "a submission became another matter",
        "UPDATE public_submission SET matter_id = 1 WHERE state = 'accepted'",
        "public.accepted",
        "成为的办件与日志不符",
    ),
    Edit(
        "a submission was never accepted", "UPDATE public_submission SET state = 'accepted' WHERE state = 'received'",
        "public.accepted", "状态与日志不符",
    ),
    Edit("a submission was emptied", "UPDATE public_submission SET sealed = '' WHERE state = 'received'", "public.inbox", "到期删除不符"),
    Edit("a helper is somebody else", "UPDATE public_binding SET agent_tail = '0000' WHERE id = 1", "public.agents", "代办登记 1"),
    Edit("a mandate lasts longer", "UPDATE public_binding SET until = '2030-01-01'", "sealed.public_binding", "条日志（"),
    Edit(
        "a proposal was answered for somebody", "UPDATE public_proposal SET reply = 'yes', submission_id = 0",
        "public.proposals", "回答与申请对不上",
    ),
    Edit("another page was looked at", "UPDATE public_look SET page = 'x'", "public.looks", "网上查询留痕"),
)  # fmt: skip
EXCHANGE = (
    Edit("a system comes from elsewhere", "UPDATE exchange_clientterms SET addresses = '0.0.0.0/0'", "sealed.exchange_clientterms", "条日志（"),
    Edit("a system acts as somebody else", "UPDATE exchange_client SET member_id = 1", "exchange.clients", "接口客户端 police"),
    Edit("a file of a batch is another", "UPDATE exchange_batch SET content = NULL", "exchange.batches", "交换批次 GA1"),
    Edit("a call went elsewhere", "UPDATE exchange_call SET operation = 'x'", "exchange.calls", "接口调用留痕"),
)  # fmt: skip
EDITS = (*STAFF, *JOURNAL, *MATTERS, *PEOPLE, *RIGHTS, *PAYMENTS, *BOOKS, *PUBLIC, *EXCHANGE)
