"""Building projects with their changes, rosters and payments; who succeeded whom."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    dependencies = [
        ('employers', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='项目编号')),
                ('name', models.CharField(max_length=120, verbose_name='项目名称')),
                ('developer', models.CharField(max_length=80, verbose_name='建设单位')),
                ('place', models.CharField(max_length=120, verbose_name='地点')),
                ('kind', models.CharField(max_length=16, verbose_name='类别')),
                ('price_fen', models.BigIntegerField(verbose_name='合同造价')),
                ('due_fen', models.BigIntegerField(verbose_name='应缴')),
                ('rate_e6', models.IntegerField(verbose_name='费率（百万分之一）')),
                ('law', models.CharField(max_length=160, verbose_name='费率依据')),
                ('start_on', models.DateField(verbose_name='开工日期')),
                ('end_on', models.DateField(verbose_name='计划竣工日期')),
                ('ended_on', models.DateField(null=True, verbose_name='停保日期')),
                ('outcome', models.CharField(blank=True, max_length=16, verbose_name='结果')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='登记日志')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='employers.employer', verbose_name='施工总承包单位')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectChange',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=16, verbose_name='事项')),
                ('on', models.DateField(verbose_name='日期')),
                ('new_end_on', models.DateField(null=True, verbose_name='新的竣工日期')),
                ('price_fen', models.BigIntegerField(verbose_name='造价增加')),
                ('due_fen', models.BigIntegerField(verbose_name='补缴')),
                ('document', models.CharField(max_length=120, verbose_name='依据')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='employers.project')),
            ],
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=16, verbose_name='种类')),
                ('on', models.DateField(verbose_name='承继日期')),
                ('people', models.IntegerField(verbose_name='转移职工')),
                ('takes_arrears', models.BooleanField(verbose_name='承担原欠费')),
                ('owed_fen', models.BigIntegerField(verbose_name='当时欠费')),
                ('document', models.CharField(max_length=120, verbose_name='依据')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('former', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='employers.employer', verbose_name='原单位')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='employers.employer', verbose_name='承继单位')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectPayment',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('receipt_id', models.BigIntegerField(verbose_name='入库明细')),
                ('paid_on', models.DateField(verbose_name='入库日期')),
                ('fen', models.BigIntegerField(verbose_name='金额')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='employers.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('project', 'receipt_id'), name='employers_project_receipt_once')],
            },
        ),
        migrations.CreateModel(
            name='ProjectWorker',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('number_sealed', models.BinaryField(verbose_name='公民身份号码')),
                ('number_index', models.BinaryField(db_index=True, max_length=32)),
                ('number_tail', models.CharField(max_length=4, verbose_name='证件尾号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('trade', models.CharField(max_length=40, verbose_name='工种')),
                ('subcontractor', models.CharField(blank=True, max_length=80, verbose_name='分包单位')),
                ('entered_on', models.DateField(verbose_name='进场日期')),
                ('left_on', models.DateField(null=True, verbose_name='离场日期')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='employers.project')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('project', 'number_index'), name='employers_on_site_once')],
            },
        ),
        append_only("employers_projectchange"),
        append_only("employers_projectpayment"),
        append_only("employers_succession"),
        frozen("employers_project", ["id", "code", "name", "employer_id", "developer", "place", "kind", "price_fen", "due_fen", "rate_e6", "law", "start_on", "end_on", "entry_id"]),
        frozen("employers_projectworker", ["id", "project_id", "number_sealed", "number_index", "number_tail", "name", "trade", "subcontractor", "entered_on", "entry_id"]),
    ]
