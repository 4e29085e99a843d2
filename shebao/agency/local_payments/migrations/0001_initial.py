"""Lists of people whom the county pays by its own documents, and the money for them: all append-only."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0005_merged'),
    ]

    operations = [
        migrations.CreateModel(
            name='LocalList',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('item', models.CharField(help_text='a key of kinds.ITEMS', max_length=24, verbose_name='项目')),
                ('year', models.IntegerField(verbose_name='年度')),
                ('version', models.IntegerField(verbose_name='版本')),
                ('document', models.CharField(max_length=120, verbose_name='文件')),
                ('standard_fen', models.BigIntegerField(verbose_name='每月标准')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'year', 'version'), name='local_list_once'), models.CheckConstraint(condition=models.Q(('standard_fen__gt', 0)), name='local_list_standard')],
            },
        ),
        migrations.CreateModel(
            name='LocalMovement',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=24, verbose_name='项目')),
                ('kind', models.CharField(help_text='a key of kinds.MOVES', max_length=12, verbose_name='收付')),
                ('month', models.IntegerField(verbose_name='所属月份')),
                ('on', models.DateField(verbose_name='单据日期')),
                ('number', models.CharField(max_length=48, verbose_name='单据号')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额')),
                ('people', models.IntegerField(default=0, verbose_name='人数')),
                ('counterparty', models.CharField(blank=True, max_length=80, verbose_name='对方')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('number', 'on'), name='local_slip_once'), models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='local_movement_amount')],
            },
        ),
        migrations.CreateModel(
            name='LocalPayee',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='单位')),
                ('monthly_fen', models.BigIntegerField(verbose_name='每月金额')),
                ('from_month', models.IntegerField(verbose_name='自')),
                ('until_month', models.IntegerField(verbose_name='至')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payees', to='local_payments.locallist')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('list', 'person'), name='local_payee_once'), models.CheckConstraint(condition=models.Q(('monthly_fen__gt', 0), ('until_month__gte', models.F('from_month'))), name='local_payee_months')],
            },
        ),
        *(append_only(f"local_payments_{name}") for name in ("locallist", "localpayee", "localmovement")),
    ]
