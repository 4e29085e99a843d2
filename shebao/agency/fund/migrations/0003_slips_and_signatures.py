"""Slips and signatures of vouchers, both append-only; lines below zero, in red vouchers alone.

SQLite makes a table anew when a constraint changes, and its triggers go with the old one: there the guards come down first
and are put up again afterwards.
"""

import importlib

import django.db.models.deletion
from django.db import migrations, models

import shebao.agency.store.fields
from shebao.agency.store.guards import Guard, append_only

_BEFORE = importlib.import_module("shebao.agency.fund.migrations.0002_guards")
_LINES = append_only("fund_voucherline")
_SQLITE_DOWN = [f"DROP TRIGGER {name}" for name in _BEFORE._SQLITE_NAMES] + _LINES.backward["sqlite"]
_SQLITE_UP = _BEFORE._SQLITE + _LINES.forward["sqlite"]

_SAID = "fund_voucherline: amounts below zero stand in a red voucher alone"
_RED_SQLITE = f"""CREATE TRIGGER fund_line_red BEFORE INSERT ON fund_voucherline WHEN NEW.debit_fen < 0 OR NEW.credit_fen < 0 BEGIN
  SELECT RAISE(ABORT, '{_SAID}')
  WHERE NOT EXISTS (SELECT 1 FROM fund_voucher v WHERE v.id = NEW.voucher_id AND v.reverses_id IS NOT NULL); END"""
_RED_POSTGRESQL = [
    f"""CREATE FUNCTION fund_line_red() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF NOT EXISTS (SELECT 1 FROM fund_voucher v WHERE v.id = NEW.voucher_id AND v.reverses_id IS NOT NULL) THEN
            RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
          RETURN NEW; END $$""",
    """CREATE TRIGGER fund_line_red BEFORE INSERT ON fund_voucherline FOR EACH ROW WHEN (NEW.debit_fen < 0 OR NEW.credit_fen < 0)
       EXECUTE FUNCTION fund_line_red()""",
]


class Migration(migrations.Migration):
    dependencies = [("fund", "0002_guards")]

    operations = [
        Guard(_SQLITE_DOWN, [], _SQLITE_UP, []),
        migrations.RemoveConstraint(model_name="voucherline", name="fund_one_side"),
        migrations.AddConstraint(
            model_name="voucherline",
            constraint=models.CheckConstraint(
                name="fund_one_side",
                condition=(models.Q(credit_fen=0) & ~models.Q(debit_fen=0)) | (models.Q(debit_fen=0) & ~models.Q(credit_fen=0)),
            ),
        ),
        Guard(_SQLITE_UP, [], _SQLITE_DOWN, []),
        Guard([_RED_SQLITE], _RED_POSTGRESQL, ["DROP TRIGGER fund_line_red"],
              ["DROP TRIGGER fund_line_red ON fund_voucherline", "DROP FUNCTION fund_line_red()"]),
        migrations.CreateModel(
            name="Slip",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=24, verbose_name="单据")),
                ("number", models.CharField(max_length=48, verbose_name="单据号")),
                ("account", models.CharField(max_length=16, verbose_name="出具单据的账户")),
                ("on", models.DateField(verbose_name="单据日期")),
                ("amount_fen", models.BigIntegerField(verbose_name="单据金额")),
                ("counterparty", models.CharField(blank=True, max_length=80, verbose_name="对方")),
                ("pages", models.IntegerField(verbose_name="附单据张数")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="日志")),
                ("voucher", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="slip", to="fund.voucher")),
            ],
            options={"indexes": [models.Index(fields=["number", "account"], name="fund_slip_number")]},
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("role", models.CharField(help_text="make | check", max_length=8, verbose_name="签字")),
                ("member_id", models.BigIntegerField(verbose_name="签字人")),
                ("on", models.DateField(verbose_name="日期")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="日志")),
                ("voucher", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="fund.voucher")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["voucher", "role"], name="fund_signed_once")]},
        ),
        append_only("fund_slip"),
        append_only("fund_signature"),
    ]
