"""Returned payments that nobody is due any more, the decision taken back, and their clearing: append-only."""

import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('payout', '0010_dues_of_claims'),
    ]

    operations = [
        migrations.CreateModel(
            name='NeverDue',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= line id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='NeverDueCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= line id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='NeverDueCleared',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= line id', primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='清理日期')),
                ('fen', models.BigIntegerField(verbose_name='金额')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        *(append_only(f"payout_{name}") for name in ("neverdue", "neverduecancelled", "neverduecleared")),
    ]
