"""Records of registers, the lines of their lists, and the steps taken with them: all append-only."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('register', models.CharField(help_text='a key of kinds.REGISTERS', max_length=16, verbose_name='台账')),
                ('kind', models.CharField(help_text="a key of the register's kinds", max_length=16, verbose_name='类别')),
                ('day', models.DateField(help_text='received, held or begun on', verbose_name='日期')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='编号')),
                ('title', models.CharField(max_length=200, verbose_name='内容')),
                ('party', models.CharField(blank=True, help_text='who asks, organises or is responsible, in words', max_length=80, verbose_name='对方')),
                ('person_id', models.BigIntegerField(default=0, verbose_name='人员')),
                ('amount_fen', models.BigIntegerField(default=0, verbose_name='金额')),
                ('heads', models.IntegerField(default=0, verbose_name='人数')),
                ('due_on', models.DateField(null=True, verbose_name='期限')),
                ('details', models.TextField(help_text='canonical JSON: rows of (title, text), as a page shows them', verbose_name='明细')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
            options={
                'indexes': [models.Index(fields=['register', 'day'], name='registers_by_day')],
            },
        ),
        migrations.CreateModel(
            name='RecordLine',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField(db_index=True, default=0, verbose_name='人员')),
                ('day', models.DateField(null=True, verbose_name='日期')),
                ('text', models.CharField(max_length=200, verbose_name='说明')),
                ('amount_fen', models.BigIntegerField(default=0, verbose_name='金额')),
                ('done', models.BooleanField(default=True, verbose_name='已办')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='registers.record')),
            ],
        ),
        migrations.CreateModel(
            name='RecordStep',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('step', models.CharField(help_text="a key of the register's steps", max_length=16, verbose_name='进展')),
                ('day', models.DateField(verbose_name='日期')),
                ('due_on', models.DateField(null=True, verbose_name='下一期限')),
                ('amount_fen', models.BigIntegerField(default=0, verbose_name='金额')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='registers.record')),
            ],
        ),
        *(append_only(f"registers_{name}") for name in ("record", "recordline", "recordstep")),
    ]
