"""Months confirmed one by one, in schemes that pay no other."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [("benefits", "0005_guards_of_conclusions"), ("people", "0005_merged")]

    operations = [
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("scheme", models.CharField(max_length=24, verbose_name="险种")),
                ("month", models.IntegerField(verbose_name="核验月")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="日志")),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["scheme", "month"], name="benefits_confirmed")],
                "constraints": [models.UniqueConstraint(fields=("person", "scheme", "month"), name="benefits_confirmed_once")],
            },
        ),
        append_only("benefits_confirmation"),
    ]
