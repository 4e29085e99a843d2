"""What is late, put off, claimed, given up or given back; a receipt may be a project's."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0004_guards_of_reconciliation'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArrearsClaim',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('employer_id', models.IntegerField(db_index=True, verbose_name='用人单位')),
                ('cut_off', models.DateField(verbose_name='截止日')),
                ('action', models.CharField(max_length=16, verbose_name='处理动作')),
                ('owed_fen', models.BigIntegerField(verbose_name='欠费')),
                ('owner', models.CharField(max_length=24, verbose_name='责任岗位')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='BankruptcyClaim',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('employer_id', models.IntegerField(db_index=True, verbose_name='用人单位')),
                ('court_case', models.CharField(max_length=60, verbose_name='受理案号')),
                ('accepted_on', models.DateField(verbose_name='受理日')),
                ('deadline', models.DateField(verbose_name='申报截止日')),
                ('principal_fen', models.BigIntegerField(verbose_name='本金')),
                ('account_fen', models.BigIntegerField(verbose_name='应划入个人账户（第一顺序）')),
                ('late_fee_fen', models.BigIntegerField(verbose_name='至受理日滞纳金')),
                ('closed_on', models.DateField(null=True, verbose_name='终结日期')),
                ('outcome', models.CharField(blank=True, max_length=120, verbose_name='结果')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='Deferral',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('employer_id', models.IntegerField(db_index=True, verbose_name='用人单位')),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('from_month', models.IntegerField(verbose_name='所属期起')),
                ('to_month', models.IntegerField(verbose_name='所属期止')),
                ('due_on', models.DateField(verbose_name='缓缴到期日')),
                ('cause', models.CharField(max_length=16, verbose_name='事由')),
                ('unit_fen', models.BigIntegerField(verbose_name='当时欠缴的单位部分')),
                ('guarantee', models.CharField(blank=True, max_length=120, verbose_name='担保')),
                ('document', models.CharField(max_length=120, verbose_name='依据')),
                ('ended_on', models.DateField(null=True, verbose_name='撤销日期')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='LateFee',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('employer_id', models.IntegerField(db_index=True, verbose_name='用人单位')),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('month', models.IntegerField(verbose_name='费款所属期')),
                ('principal_fen', models.BigIntegerField(verbose_name='本金')),
                ('from_on', models.DateField(verbose_name='应缴期限')),
                ('to_on', models.DateField(verbose_name='计至')),
                ('days', models.IntegerField(verbose_name='天数')),
                ('fee_fen', models.BigIntegerField(verbose_name='滞纳金')),
                ('cancels_id', models.BigIntegerField(null=True, unique=True, verbose_name='撤销的一笔')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('payee', models.CharField(max_length=8, verbose_name='收款人类别')),
                ('employer_id', models.IntegerField(db_index=True, verbose_name='用人单位')),
                ('person_id', models.IntegerField(verbose_name='人员')),
                ('unit_fen', models.BigIntegerField(verbose_name='单位部分')),
                ('person_fen', models.BigIntegerField(verbose_name='个人部分')),
                ('reason', models.CharField(max_length=16, verbose_name='原因')),
                ('via', models.CharField(max_length=8, verbose_name='退款途径')),
                ('closed_on', models.DateField(null=True, verbose_name='了结日期')),
                ('outcome', models.CharField(blank=True, max_length=60, verbose_name='结果')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.AddField(
            model_name='receipt',
            name='project_id',
            field=models.IntegerField(null=True, verbose_name='建设项目'),
        ),
        migrations.AlterField(
            model_name='receipt',
            name='settled_fen',
            field=models.BigIntegerField(help_text='or to the project', verbose_name='认到月份的金额'),
        ),
        migrations.CreateModel(
            name='ArrearsLine',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('month', models.IntegerField(verbose_name='费款所属期')),
                ('due_fen', models.BigIntegerField(verbose_name='应缴')),
                ('owed_fen', models.BigIntegerField(verbose_name='欠缴')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='declarations.arrearsclaim')),
            ],
        ),
        migrations.CreateModel(
            name='RefundLine',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('month_id', models.BigIntegerField(db_index=True, verbose_name='应缴月')),
                ('unit_fen', models.BigIntegerField(verbose_name='单位部分')),
                ('person_fen', models.BigIntegerField(verbose_name='个人部分')),
                ('received_year', models.IntegerField(verbose_name='到账年度')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('refund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='declarations.refund')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('refund', 'month_id'), name='declarations_refunded_once')],
            },
        ),
        append_only("declarations_arrearsclaim"),
        append_only("declarations_arrearsline"),
        append_only("declarations_latefee"),
        append_only("declarations_refundline"),
        frozen("declarations_deferral", ["id", "employer_id", "scheme", "from_month", "to_month", "due_on", "cause", "unit_fen", "guarantee", "document", "entry_id"]),
        frozen("declarations_bankruptcyclaim", ["id", "employer_id", "court_case", "accepted_on", "deadline", "principal_fen", "account_fen", "late_fee_fen", "entry_id"]),
        frozen("declarations_refund", ["id", "scheme", "payee", "employer_id", "person_id", "unit_fen", "person_fen", "reason", "via", "entry_id"]),
    ]
