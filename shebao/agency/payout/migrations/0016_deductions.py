"""Deductions inside a run: decisions never change, what a line was lessened by is fixed with the seal, and no line is lessened to nothing."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import Guard, append_only

_STAYS = ("id", "scheme", "place", "month", "kind", "part", "business_day", "maker_id", "previous_month", "cursor", "basis", "lines", "amount_fen",
          "previous_fen", "explained_fen", "held", "held_fen", "digest", "chain_head", "rules_digest", "total", "done", "excluded", "thresholds",
          "remark")
_NEW = ("deducted_fen",)
_REFUSE = "USING ERRCODE = 'integrity_constraint_violation'"
_RUN_SAYS = "payout_run: a sealed run stays as it was signed"
_LINE_SAYS = "payout_line: what is kept back is less than what is due"
_FIXED = "(OLD.sealed OR (OLD.state = 'discarded' AND OLD.digest <> ''))"
_GIVEN_UP = (
    "OLD.sealed AND NOT NEW.sealed AND OLD.state = 'refused' AND NEW.state = 'discarded' "
    "AND EXISTS (SELECT 1 FROM payout_refusal f WHERE f.run_id = OLD.id AND f.digest = OLD.digest) "
    "AND NOT EXISTS (SELECT 1 FROM payout_bankfile b WHERE b.run_id = OLD.id AND b.submitted_on IS NOT NULL)"
)
_BREAKS = "{changed} OR (OLD.sealed <> NEW.sealed AND NOT (" + _GIVEN_UP + "))"
_T = "payout_linededuction"
_WRONG = "NEW.deducted_fen < 0 OR NEW.deducted_fen >= NEW.total_fen"


def _sqlite(columns: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns) + ")"


def _postgresql(columns: tuple[str, ...]) -> str:
    return f"({', '.join(f'OLD.{c}' for c in columns)}) IS DISTINCT FROM ({', '.join(f'NEW.{c}' for c in columns)})"


def _run_on_sqlite(columns: tuple[str, ...]) -> list[str]:
    return [
        "DROP TRIGGER payout_run_fixed",
        f"CREATE TRIGGER payout_run_fixed BEFORE UPDATE ON payout_run WHEN {_FIXED} BEGIN "
        f"SELECT RAISE(ABORT, '{_RUN_SAYS}') WHERE {_BREAKS.format(changed=_sqlite(columns))}; END",
    ]


def _run_on_postgresql(columns: tuple[str, ...]) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION payout_run_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF {_FIXED} AND ({_BREAKS.format(changed=_postgresql(columns))}) THEN RAISE EXCEPTION '{_RUN_SAYS}' {_REFUSE}; END IF;
              RETURN NEW; END $$""",
    ]


_ROWS_ON_SQLITE = [
    *(
        f"CREATE TRIGGER {_T}_{what} BEFORE {verb} ON {_T} BEGIN SELECT RAISE(ABORT, '{_T}: {says} a sealed run') "
        f"WHERE EXISTS (SELECT 1 FROM payout_run r WHERE r.id = {row}.run_id AND r.sealed); END"
        for what, verb, says, row in (("new", "INSERT", "nothing is added to", "NEW"), ("kept", "DELETE", "nothing is taken from", "OLD"))
    ),
    f"CREATE TRIGGER {_T}_fixed BEFORE UPDATE ON {_T} BEGIN SELECT RAISE(ABORT, '{_T}: rows never change'); END",
    f"CREATE TRIGGER payout_line_deducted BEFORE INSERT ON payout_line WHEN {_WRONG} BEGIN SELECT RAISE(ABORT, '{_LINE_SAYS}'); END",
]
_ROWS_ON_POSTGRESQL = [
    f"CREATE TRIGGER {_T}_new BEFORE INSERT ON {_T} FOR EACH ROW EXECUTE FUNCTION payout_row_new()",
    f"CREATE TRIGGER {_T}_fixed BEFORE UPDATE ON {_T} FOR EACH ROW EXECUTE FUNCTION payout_never()",
    f"CREATE TRIGGER {_T}_kept BEFORE DELETE ON {_T} FOR EACH ROW EXECUTE FUNCTION payout_row_kept()",
    f"CREATE TRIGGER {_T}_no_truncate BEFORE TRUNCATE ON {_T} FOR EACH STATEMENT EXECUTE FUNCTION payout_deleted()",
    "ALTER TABLE payout_line ADD CONSTRAINT payout_line_deducted CHECK (deducted_fen >= 0 AND deducted_fen < total_fen)",
]
_NAMES = [f"{_T}_{what}" for what in ("new", "fixed", "kept")]


class Migration(migrations.Migration):
    """Decisions, their ends, the deductions of lines, and the guards of all three."""

    dependencies = [
        ('payout', '0015_owed_for_one_basis'),
        ('people', '0006_by_birth'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeductionOrderEnded',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= order id', primary_key=True, serialize=False)),
                ('from_month', models.IntegerField(verbose_name='自')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.AddField(
            model_name='line',
            name='deducted_fen',
            field=models.BigIntegerField(db_default=models.Value(0), help_text='the sum of its LineDeductions; the bank pays the rest', null=True, verbose_name='其中抵扣'),
        ),
        migrations.AddField(
            model_name='run',
            name='deducted_fen',
            field=models.BigIntegerField(db_default=models.Value(0), help_text='kept back towards debts; the rest is paid', null=True, verbose_name='其中抵扣'),
        ),
        migrations.CreateModel(
            name='DeductionOrder',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('source', models.CharField(help_text='monthly 每月待遇 | once 一次性待遇', max_length=8, verbose_name='从哪里抵扣')),
                ('basis', models.CharField(help_text='agreed 书面同意 | decided 抵扣决定', max_length=8, verbose_name='依据')),
                ('decided_on', models.DateField(verbose_name='日期')),
                ('from_month', models.IntegerField(verbose_name='起始月')),
                ('last_month', models.IntegerField(help_text='none: until the debt is paid', null=True, verbose_name='终止月')),
                ('amount_fen', models.BigIntegerField(help_text='0 where a share is stated', verbose_name='每次抵扣')),
                ('share_e4', models.IntegerField(help_text='of what is due; 0 where an amount is stated', verbose_name='抵扣比例（万分之）')),
                ('protected_fen', models.BigIntegerField(verbose_name='每次至少发给本人')),
                ('protected_source', models.CharField(max_length=120, verbose_name='留足标准的文件')),
                ('earlier_fen', models.BigIntegerField(help_text='of a debt that spans years, those before its last', null=True, verbose_name='债务中以前年度发放的')),
                ('document', models.CharField(max_length=80, verbose_name='决定书或协议')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('debt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deduction_orders', to='payout.debt')),
                ('person', models.ForeignKey(help_text='the debtor, who draws the payments', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='LineDeduction',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('line_id', models.BigIntegerField(verbose_name='指令')),
                ('fen', models.BigIntegerField(verbose_name='抵扣金额')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='line_deductions', to='payout.deductionorder')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payout.run')),
            ],
        ),
        migrations.AddConstraint(
            model_name='deductionorder',
            constraint=models.CheckConstraint(condition=models.Q(('protected_fen__gt', 0)), name='payout_order_leaves_something'),
        ),
        migrations.AddConstraint(
            model_name='deductionorder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_fen__gt', 0), ('share_e4', 0)), models.Q(('amount_fen', 0), ('share_e4__gt', 0), ('share_e4__lte', 10000)), _connector='OR'), name='payout_order_amount_or_share'),
        ),
        migrations.AddConstraint(
            model_name='linededuction',
            constraint=models.UniqueConstraint(fields=('line_id', 'order'), name='payout_deducted_once'),
        ),
        migrations.AddConstraint(
            model_name='linededuction',
            constraint=models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='payout_deduction_positive'),
        ),
        append_only("payout_deductionorder"),
        append_only("payout_deductionorderended"),
        Guard(
            [*_ROWS_ON_SQLITE, *_run_on_sqlite((*_STAYS, *_NEW))],
            [*_ROWS_ON_POSTGRESQL, *_run_on_postgresql((*_STAYS, *_NEW))],
            [*(f"DROP TRIGGER {name}" for name in (*_NAMES, "payout_line_deducted")), *_run_on_sqlite(_STAYS)],
            [
                *(f"DROP TRIGGER {name} ON {_T}" for name in (*_NAMES, f"{_T}_no_truncate")),
                "ALTER TABLE payout_line DROP CONSTRAINT payout_line_deducted",
                *_run_on_postgresql(_STAYS),
            ],
        ),
    ]
