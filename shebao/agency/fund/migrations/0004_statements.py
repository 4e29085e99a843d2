"""Statements of the accounts' keepers, for reconciling: append-only, one put right is a new version."""

import django.db.models.deletion
from django.db import migrations, models

import shebao.agency.store.fields
from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("fund", "0003_slips_and_signatures")]

    operations = [
        migrations.CreateModel(
            name="AccountStatement",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("scheme", models.CharField(max_length=24, verbose_name="险种")),
                ("account", models.CharField(max_length=16, verbose_name="账户")),
                ("month", models.IntegerField(verbose_name="月份")),
                ("version", models.IntegerField(verbose_name="版本")),
                ("balance_fen", models.BigIntegerField(verbose_name="月末余额")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="未达账项说明")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="日志")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["scheme", "account", "month", "version"], name="fund_statement_once")],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("on", models.DateField(verbose_name="日期")),
                ("number", models.CharField(max_length=48, verbose_name="流水号")),
                ("fen", models.BigIntegerField(verbose_name="金额")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="日志")),
                (
                    "statement",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fund.accountstatement"),
                ),
            ],
        ),
        append_only("fund_accountstatement"),
        append_only("fund_statementline"),
    ]
