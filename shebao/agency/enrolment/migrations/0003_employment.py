"""Through which employer a spell is insured; posted once with the spell."""

import django.db.models.deletion
from django.db import migrations, models

import shebao.agency.store.fields
from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [("enrolment", "0002_guards"), ("employers", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Employment",
            fields=[
                ("id", shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ("form", models.CharField(max_length=16, verbose_name="用工形式")),
                ("hired_on", models.DateField(verbose_name="用工日期")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="登记日志")),
                ("employer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.employer")),
                ("spell", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="employment", to="enrolment.spell")),
            ],
        ),
        append_only("enrolment_employment"),
    ]
