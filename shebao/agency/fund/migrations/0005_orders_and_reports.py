"""Plans and orders that money follows, deposits, items in transit and reports handed in: all append-only."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('fund', '0004_statements'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrderCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= order id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='Deposit',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('number', models.CharField(max_length=48, verbose_name='存单号')),
                ('bank', models.CharField(max_length=60, verbose_name='开户行')),
                ('principal_fen', models.BigIntegerField(verbose_name='本金')),
                ('rate', models.CharField(max_length=12, verbose_name='年利率（%）')),
                ('begins', models.DateField(verbose_name='起存日')),
                ('ends', models.DateField(verbose_name='到期日')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scheme', 'number'), name='fund_deposit_once'), models.CheckConstraint(condition=models.Q(('principal_fen__gt', 0)), name='fund_deposit_amount')],
            },
        ),
        migrations.CreateModel(
            name='FundReport',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('span', models.CharField(help_text='month | quarter | year', max_length=8, verbose_name='期间')),
                ('month', models.IntegerField(verbose_name='末月')),
                ('version', models.IntegerField(verbose_name='版本')),
                ('content', models.TextField(help_text='canonical JSON: both forms and the notes', verbose_name='报表')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='补充说明')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='公开网址')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('scheme', 'span', 'month', 'version'), name='fund_report_once')],
            },
        ),
        migrations.CreateModel(
            name='OpenItem',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('side', models.CharField(help_text='ours | bank', max_length=4, verbose_name='哪一方有')),
                ('number', models.CharField(max_length=48, verbose_name='单据号')),
                ('on', models.DateField(verbose_name='日期')),
                ('fen', models.BigIntegerField(verbose_name='金额')),
                ('owner', models.CharField(max_length=40, verbose_name='负责人')),
                ('due_on', models.DateField(verbose_name='处理期限')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_items', to='fund.accountstatement')),
            ],
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('kind', models.CharField(help_text='a key of orders.KINDS', max_length=8, verbose_name='类别')),
                ('number', models.CharField(max_length=60, verbose_name='文号')),
                ('month', models.IntegerField(verbose_name='月份')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('parent', models.ForeignKey(help_text='the request it answers', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followers', to='fund.order')),
            ],
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=40, verbose_name='用途')),
                ('fen', models.BigIntegerField(verbose_name='金额')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='fund.order')),
            ],
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('scheme', 'kind', 'number'), name='fund_order_once'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='fund_order_amount'),
        ),
        *(append_only(f"fund_{name}") for name in ("order", "orderline", "ordercancelled", "deposit", "openitem", "fundreport")),
    ]
