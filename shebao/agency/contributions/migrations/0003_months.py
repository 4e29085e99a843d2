"""Months of contribution, person by person: posted once; only what has been paid of each is written later."""

from django.db import migrations, models

import shebao.agency.store.fields
from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    dependencies = [("contributions", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="PersonMonth",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("person_id", models.IntegerField(verbose_name="人员")),
                ("scheme", models.SmallIntegerField(help_text="the national code of the scheme", verbose_name="险种代码")),
                ("month", models.IntegerField(verbose_name="费款所属期")),
                ("employer_id", models.IntegerField(help_text="0: pays alone", verbose_name="用人单位")),
                ("turn", models.SmallIntegerField(help_text="0: the assessment; more: what corrections added", verbose_name="次")),
                ("base_fen", models.IntegerField(verbose_name="缴费基数")),
                ("unit_fen", models.IntegerField(verbose_name="单位应缴")),
                ("person_fen", models.IntegerField(verbose_name="个人应缴")),
                ("paid_unit_fen", models.IntegerField(default=0, verbose_name="单位已缴")),
                ("paid_person_fen", models.IntegerField(default=0, verbose_name="个人已缴")),
                ("paid_month", models.IntegerField(default=0, help_text="0: not paid in full", verbose_name="缴清月")),
                ("entry_id", models.BigIntegerField(verbose_name="核定日志")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person_id", "scheme", "month", "employer_id", "turn"), name="contributions_month_once")
                ],
                "indexes": [models.Index(fields=["employer_id", "month"], name="contributions_of_employer")],
            },
        ),
        migrations.CreateModel(
            name="MonthPayment",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("month_id", models.BigIntegerField(verbose_name="应缴月")),
                ("receipt_id", models.BigIntegerField(verbose_name="入库明细")),
                ("paid_month", models.IntegerField(verbose_name="入库月")),
                ("unit_fen", models.IntegerField(verbose_name="单位")),
                ("person_fen", models.IntegerField(verbose_name="个人")),
                ("entry_id", models.BigIntegerField(verbose_name="入账日志")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("month_id", "receipt_id"), name="contributions_receipt_once")],
            },
        ),
        frozen(
            "contributions_personmonth",
            ["id", "person_id", "scheme", "month", "employer_id", "turn", "base_fen", "unit_fen", "person_fen", "entry_id"],
        ),
        append_only("contributions_monthpayment"),
    ]
