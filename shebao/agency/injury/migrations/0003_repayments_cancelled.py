"""A repayment entered by mistake is cancelled by a row of its own."""

import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('injury', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='RepaymentCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= repayment id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        append_only("injury_repaymentcancelled"),
    ]
