"""The bank file: facts looked at once more, rows taken out where they no longer hold, written whole or not at all, submitted once.

The file is a pure function of the sealed run and of the lines taken out of it (`withhold`), so it can be made again byte for
byte when the disk lost it. Facts are looked at again at hand-over: a file that pays somebody it no longer may is not handed
over, but made anew under another number.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import record
from shebao.agency.journal.by import By
from shebao.agency.payout.bank import DEFAULT, Instruction, Order, layout
from shebao.agency.payout.models import BankFile, Line, Run, Withheld
from shebao.agency.payout.run import proof, states
from shebao.agency.payout.run.seal import refuse_altered
from shebao.agency.payout.run.withhold import REASONS, TAKEN_OUT, fallen_of, in_words, withhold
from shebao.agency.people import queries as people
from shebao.agency.staff.queries import require, same_person
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.collector import uncollected
from shebao.agency.store.columns import read_columns
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse

ABANDONED_SECONDS = 600
LONGEST_NUMBER = 35
"""What ISO 20022 allows an identification."""


@uncollected()
def write_file(run_id: int, *, by: By, layout_key: str = DEFAULT) -> BankFile:
    """Make the bank file of an approved run. Before it is submitted the same file is made again, byte for byte; where somebody
    was taken out since or may no longer be paid, another one with its own number takes its place, without them."""
    require(by.member_id, "bank_file.create")
    chosen = layout(layout_key)
    with transaction.atomic():
        run = states.turn(run_id, states.APPROVED, states.FILED, verb="制盘")
        epoch = states.check_unlocked()
        content = proof.content_of(run)
        if content.digest != run.digest:
            refuse("payout.digest", "封存的明细与封存校验码不一致，已停止制盘", "请立即停止发放，运行全库核对，并报告稽核。")
        refuse_altered(run, content)
        fallen = fallen_of(run)
        if fallen:
            withhold(run, fallen, by=by)
        old = run.bank_file if run.state == states.FILED else None
        if old is None or fallen or _taken_out(run) != old.withheld:
            replaced = path_of(old) if old else None
            file, bytes_of_file = _register(run, old, epoch.number, chosen.KEY if old is None else old.layout, by)
            crashpoint("payout.file.before_commit")
        else:
            file, bytes_of_file, replaced = old, _checked(run, old), None
    crashpoint("payout.file.committed")
    if replaced is not None:
        replaced.unlink(missing_ok=True)  # nobody hands over by mistake what still holds those who were taken out
    _write(path_of(file), vault.seal_content(bytes_of_file, file.number))
    crashpoint("payout.file.written")
    return file


Payees = dict[int, tuple[str, str, str]]
"""Account id → (holder, number, bank)."""


def content_of(run: Run, file: BankFile, known: Payees | None = None) -> bytes:
    """The bytes of a run's file, from its sealed lines less the withheld ones, each with what is due less what is kept back; always the same.

    known: accounts opened before; those opened here are added, so that a year of files opens each account once.
    """
    rows = read_columns(
        Line.objects.filter(run=run).exclude(id__in=Withheld.objects.filter(run_id=run.pk).values("id")).order_by("id"),
        "id",
        "bank_account_id",
        "total_fen",
        "deducted_fen",
    )
    payees = {} if known is None else known
    accounts = rows["bank_account_id"].tolist()
    payees.update(people.payees(sorted(set(accounts) - payees.keys())))
    holders, numbers, banks = zip(*map(payees.__getitem__, accounts), strict=True) if accounts else ((), (), ())
    paid = rows["total_fen"] - rows["deducted_fen"]
    order = Order(
        file.number,
        run.scheme,
        run.month,
        file.made_on,
        tuple(map(Instruction._make, zip(rows["id"].tolist(), holders, numbers, banks, paid.tolist(), strict=True))),
    )
    return layout(file.layout).write_order(order)


def sent_content(run: Run, file: BankFile) -> bytes:
    """The bytes that were sent: the file on disk where it is, byte for byte, the registered one, otherwise made again."""
    content = stored(file)
    return content if content is not None and sm3(content) == file.digest else _checked(run, file)


def stored(file: BankFile) -> bytes | None:
    """What lies on disk, opened: names and accounts are encrypted there. None where nothing lies there, empty where it does not open."""
    path = path_of(file)
    if not path.is_file():
        return None
    raw = path.read_bytes()
    if sm3(raw) == file.digest:  # written before files were encrypted
        return raw
    try:
        return vault.unseal_content(raw, file.number)
    except vault.Unreadable:
        return b""


def path_of(file: BankFile) -> Path:
    """Where a file lies."""
    return Path(settings.FILES_FOLDER) / file.path


@uncollected()
def submit(run_id: int, *, by: By) -> BankFile:
    """Hand the file over: from now on its outcome is unknown until the bank answers, and nothing of it is sent again.

    By somebody else than who made the file; refused where the file on disk is not, byte for byte, the one of the run.
    """
    require(by.member_id, "bank_file.review")
    with transaction.atomic():
        run = states.turn(run_id, states.FILED, verb="送盘")
        states.check_unlocked()
        file = run.bank_file
        if same_person(file.made_by_id, by.member_id):
            refuse("payout.own", "制盘人不能自己送盘", "请由基金财务复核岗送盘。", source="社会保险经办条例 第37条")
        content = stored(file)
        if content is None:
            refuse("payout.file_missing", f"银行文件 {file.number} 不在存放目录中", "请重新制盘；内容与原文件完全相同。")
        if sm3(content) != file.digest:
            refuse(
                "payout.file_changed", f"银行文件 {file.number} 被改动过，已停止送盘", "请报告稽核；查明后重新制盘，内容与原文件完全相同。"
            )
        _refuse_fallen(run, file)
        file.submitted_on, file.submitted_by_id = by.day, by.member_id
        file.save(update_fields=["submitted_on", "submitted_by"])
        run.state, run.step = states.SUBMITTED, "等待银行回盘"
        if not file.lines:
            run.state, run.step = states.SETTLED, "全部扣回，无需发放"
        run.save(update_fields=["state", "step"])
        record("payout.submit", by=by, subject=("run", run.pk), body=submitted_facts(file))
        crashpoint("payout.submit.before_commit")
    crashpoint("payout.submit.committed")
    return file


def _refuse_fallen(run: Run, file: BankFile) -> None:
    """Refuse a file that still pays somebody who died, was stopped, changed account or was taken out since it was made."""
    fallen, taken = fallen_of(run), _taken_out(run) - file.withheld
    if fallen or taken:
        out = "、".join(words for words in (in_words(fallen), f"{REASONS[TAKEN_OUT].title} {taken} 笔" if taken else "") if words)
        refuse(
            "payout.fallen",
            f"制盘以后又有 {len(fallen) + taken} 笔不能发：{out}",
            "请由财务经办重新生成银行文件（换新编号，扣下这些笔），再送盘；原文件作废，不要交给银行。",
            values={"people": [row.person_id for row in fallen[:200]]},
        )


def _taken_out(run: Run) -> int:
    return Withheld.objects.filter(run_id=run.pk).count()


def _register(run: Run, old: BankFile | None, epoch: int, layout_key: str, by: By) -> tuple[BankFile, bytes]:
    """Fix the file in the database before it exists on disk, in the place of an older one that pays more; the file and its bytes."""
    taken = read_columns(Withheld.objects.filter(run_id=run.pk), "amount_fen")["amount_fen"]
    number = _number(run, epoch)
    file = BankFile(
        id=next_id(BankFile) if old is None else old.pk,
        run=run,
        number=number,
        layout=layout_key,
        path=f"bank/{number}.{layout(layout_key).SUFFIX}",
        lines=run.lines - len(taken),
        amount_fen=run.amount_fen - (run.deducted_fen or 0) - int(taken.sum()),
        withheld=len(taken),
        made_by_id=by.member_id,
        made_on=by.day,
    )
    if path_of(file).exists():
        refuse(
            "payout.number_taken",
            f"编号 {number} 的银行文件已经在存放目录里，可能已交给银行，不能用同一编号再出",
            "数据库像是从备份恢复的：请由技术人员执行 shebao restore --declare，并与银行核对这份文件。",
        )
    content = content_of(run, file)
    file.digest = sm3(content)
    file.save(force_insert=old is None, force_update=old is not None)
    run.state, run.step = states.FILED, "等待送盘"
    run.save(update_fields=["state", "step"])
    record("payout.file", by=by, subject=("run", run.pk), body=facts_of(file))
    return file, content


def _number(run: Run, epoch: int) -> str:
    """A number no other file has: restore epoch, what is paid, the run, and from the second file of a run on which one it is."""
    before = sum(1 for run_id, _ in journal.bodies("payout.file") if run_id == run.pk)
    end = f"-{run.pk}" + (f"-{before + 1}" if before else "")
    return f"E{epoch:02d}-{run.scheme}-{run.month}-{run.kind}-{run.part:02d}"[: LONGEST_NUMBER - len(end)] + end


def facts_of(file: BankFile) -> dict[str, object]:
    """What the journal keeps of a file; `verify` compares the file with it."""
    return {
        "run": file.run_id,
        "number": file.number,
        "layout": file.layout,
        "path": file.path,
        "lines": file.lines,
        "amount_fen": file.amount_fen,
        "withheld": file.withheld,
        "digest": file.digest,
        "made_by": file.made_by_id,
        "made_on": file.made_on.isoformat(),
    }


def submitted_facts(file: BankFile) -> dict[str, object]:
    """What the journal keeps of a file being handed over; `verify` compares the file with it."""
    assert file.submitted_on is not None
    return {
        "number": file.number,
        "digest": file.digest,
        "lines": file.lines,
        "amount_fen": file.amount_fen,
        "submitted_by": file.submitted_by_id,
        "submitted_on": file.submitted_on.isoformat(),
    }


def _checked(run: Run, file: BankFile) -> bytes:
    content = content_of(run, file)
    if sm3(content) != file.digest:
        refuse(
            "payout.file_changed",
            f"银行文件 {file.number} 重新生成后与登记的不一致，已停止",
            "请立即停止发放，运行全库核对，并报告稽核。",
        )
    return content


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all: a temporary file beside it, flushed to disk, then renamed."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        crashpoint("payout.file.half_written")
        out.flush()
        os.fsync(out.fileno())
    crashpoint("payout.file.flushed")
    os.replace(beside, path)
    crashpoint("payout.file.renamed")
    for left_over in path.parent.glob(f".{path.name}.*"):
        # A process that died while writing left it; one that still writes has touched it just now.
        if left_over.stat().st_mtime < path.stat().st_mtime - ABANDONED_SECONDS:
            left_over.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
