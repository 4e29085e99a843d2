"""Cases, claims, providers and payables of the work-injury counter."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('employers', '0002_guards'),
        ('people', '0005_merged'),
    ]

    operations = [
        migrations.CreateModel(
            name='Advance',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= claim id', primary_key=True, serialize=False)),
                ('debtor', models.CharField(help_text='a key of kinds.DEBTORS', max_length=8, verbose_name='向谁追偿')),
                ('debtor_name', models.CharField(max_length=80, verbose_name='名称')),
                ('demanded_on', models.DateField(verbose_name='书面催付日期')),
                ('repay_by', models.DateField(verbose_name='应偿还的最后日期')),
                ('amount_fen', models.BigIntegerField(verbose_name='先行支付金额')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='ClaimCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= claim id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='PayableCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= payable id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='PayablePaid',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= payable id', primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='单据日期')),
                ('reference', models.CharField(max_length=48, verbose_name='单据号')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额')),
                ('voucher_id', models.BigIntegerField(verbose_name='凭证')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='Provider',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('uscc', models.CharField(max_length=18, unique=True, verbose_name='统一社会信用代码')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('kind', models.CharField(help_text='a key of kinds.PROVIDERS', max_length=16, verbose_name='类别')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('project', models.CharField(blank=True, max_length=80, verbose_name='建设项目')),
                ('happened_on', models.DateField(verbose_name='事故或诊断日期')),
                ('kind', models.CharField(help_text='a key of kinds.INJURIES', max_length=12, verbose_name='类别')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('employer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='employers.employer')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Care',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='a key of kinds.CARE', max_length=16, verbose_name='事项')),
                ('provider', models.CharField(max_length=80, verbose_name='机构')),
                ('from_day', models.DateField(verbose_name='自')),
                ('to_day', models.DateField(null=True, verbose_name='至')),
                ('cap_fen', models.BigIntegerField(default=0, help_text='0: none', verbose_name='限额')),
                ('document', models.CharField(blank=True, max_length=60, verbose_name='文书号')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care', to='injury.case')),
            ],
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('claim_id', models.BigIntegerField(db_index=True, default=0, help_text='0: settled with the provider', verbose_name='核定')),
                ('settlement_id', models.BigIntegerField(db_index=True, default=0, help_text='0: reimbursed by a claim', verbose_name='结算')),
                ('ticket', models.CharField(db_index=True, max_length=40, verbose_name='票据号')),
                ('item', models.IntegerField(verbose_name='第几项')),
                ('provider', models.CharField(max_length=80, verbose_name='机构')),
                ('on', models.DateField(verbose_name='日期')),
                ('service', models.CharField(help_text='a key of kinds.SERVICES', max_length=16, verbose_name='项目')),
                ('catalogue', models.CharField(help_text='a key of kinds.CATALOGUE', max_length=8, verbose_name='目录类别')),
                ('charged_fen', models.BigIntegerField(verbose_name='金额')),
                ('cut_fen', models.BigIntegerField(verbose_name='核减')),
                ('reason', models.CharField(blank=True, max_length=100, verbose_name='核减理由')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bills', to='injury.case')),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='a key of kinds.CLAIMS', max_length=12, verbose_name='类别')),
                ('decided_on', models.DateField(verbose_name='核定日期')),
                ('once_fen', models.BigIntegerField(verbose_name='一次性应付')),
                ('employer_fen', models.BigIntegerField(default=0, verbose_name='由用人单位支付')),
                ('grade', models.IntegerField(default=0, verbose_name='核定时等级')),
                ('facts', models.TextField(help_text='canonical JSON: what it was decided upon and what came of it', verbose_name='核定依据')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='injury.case')),
            ],
        ),
        migrations.CreateModel(
            name='Dependant',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('relation', models.CharField(help_text='a key of kinds.RELATIONS', max_length=12, verbose_name='与死者关系')),
                ('alone', models.BooleanField(verbose_name='孤寡老人或孤儿')),
                ('unable', models.BooleanField(help_text='then coming of age ends nothing', verbose_name='完全丧失劳动能力')),
                ('monthly_fen', models.BigIntegerField(verbose_name='每月抚恤金')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dependants', to='injury.claim')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Grade',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('version', models.IntegerField(verbose_name='版本')),
                ('kind', models.CharField(help_text='a key of kinds.CONCLUSIONS', max_length=8, verbose_name='类别')),
                ('conclusion_no', models.CharField(max_length=60, verbose_name='结论文号')),
                ('concluded_on', models.DateField(verbose_name='结论日期')),
                ('served_on', models.DateField(verbose_name='送达日期')),
                ('grade', models.IntegerField(help_text='1 … 10; 0: none', verbose_name='等级')),
                ('nursing', models.CharField(help_text='a key of kinds.NURSING', max_length=8, verbose_name='护理等级')),
                ('fee_fen', models.BigIntegerField(verbose_name='鉴定费')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='grades', to='injury.case')),
            ],
        ),
        migrations.CreateModel(
            name='Payable',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='a key of kinds.PAYABLES', max_length=12, verbose_name='类别')),
                ('source_id', models.BigIntegerField(default=0, help_text='the settlement it is of', verbose_name='来源')),
                ('payee', models.CharField(max_length=80, verbose_name='收款人')),
                ('what', models.CharField(max_length=120, verbose_name='事由')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额')),
                ('on', models.DateField(verbose_name='核定日期')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('provider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='injury.provider')),
            ],
        ),
        migrations.CreateModel(
            name='ProviderAccount',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('bank', models.CharField(max_length=60, verbose_name='开户行')),
                ('account_sealed', models.BinaryField(verbose_name='账号')),
                ('account_index', models.BinaryField(max_length=32)),
                ('account_tail', models.CharField(max_length=4, verbose_name='账号尾号')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='injury.provider')),
            ],
        ),
        migrations.CreateModel(
            name='ProviderEvent',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='a key of kinds.AGREEMENTS', max_length=12, verbose_name='事件')),
                ('on', models.DateField(verbose_name='日期')),
                ('from_month', models.IntegerField(verbose_name='协议起月')),
                ('to_month', models.IntegerField(verbose_name='协议止月')),
                ('deposit_e4', models.IntegerField(verbose_name='质量保证金比例（万分之一）')),
                ('score', models.IntegerField(null=True, verbose_name='考核得分')),
                ('statement', models.CharField(blank=True, max_length=200, verbose_name='陈述申辩或说明')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='injury.provider')),
            ],
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('version', models.IntegerField(verbose_name='版本')),
                ('decision_no', models.CharField(max_length=60, verbose_name='决定书编号')),
                ('decided_on', models.DateField(verbose_name='决定日期')),
                ('result', models.CharField(help_text='a key of kinds.RESULTS', max_length=12, verbose_name='结果')),
                ('applied_on', models.DateField(verbose_name='申请日期')),
                ('reported_late', models.BooleanField(help_text="what was spent before the application is the employer's", verbose_name='单位超过 30 日申报')),
                ('third_party', models.BooleanField(verbose_name='第三人责任')),
                ('insured_on', models.DateField(null=True, verbose_name='首次缴费到账日')),
                ('liable', models.CharField(help_text='a key of kinds.LIABLE', max_length=8, verbose_name='支付方')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='injury.case')),
            ],
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='repaid | written_off', max_length=12, verbose_name='类别')),
                ('on', models.DateField(verbose_name='单据日期')),
                ('reference', models.CharField(max_length=48, verbose_name='单据号或批文号')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额')),
                ('interest_fen', models.BigIntegerField(default=0, verbose_name='逾期利息和费用')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('advance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='injury.advance')),
            ],
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('month', models.IntegerField(verbose_name='月份')),
                ('turn', models.IntegerField(help_text='1; 2 where the first was cancelled before it was paid', verbose_name='第几次')),
                ('charged_fen', models.BigIntegerField(verbose_name='申报金额')),
                ('cut_fen', models.BigIntegerField(verbose_name='核减')),
                ('deposit_fen', models.BigIntegerField(verbose_name='质量保证金')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('provider', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='injury.provider')),
            ],
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('person', 'happened_on'), name='injury_case_once'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('charged_fen__gt', 0), ('cut_fen__gte', 0), ('cut_fen__lte', models.F('charged_fen'))), name='injury_bill_amounts'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim_id', 0), ('settlement_id__gt', 0)), models.Q(('claim_id__gt', 0), ('settlement_id', 0)), _connector='OR'), name='injury_bill_of_one'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('employer_fen__gte', 0), ('once_fen__gte', 0)), name='injury_claim_amounts'),
        ),
        migrations.AddConstraint(
            model_name='dependant',
            constraint=models.UniqueConstraint(fields=('claim', 'person'), name='injury_dependant_once'),
        ),
        migrations.AddConstraint(
            model_name='grade',
            constraint=models.UniqueConstraint(fields=('case', 'version'), name='injury_grade_once'),
        ),
        migrations.AddConstraint(
            model_name='payable',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='injury_payable_positive'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.UniqueConstraint(fields=('case', 'version'), name='injury_recognition_once'),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0), ('interest_fen__gte', 0)), name='injury_repayment_amounts'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.UniqueConstraint(fields=('provider', 'month', 'turn'), name='injury_settlement_once'),
        ),
        migrations.AddConstraint(
            model_name='settlement',
            constraint=models.CheckConstraint(condition=models.Q(('charged_fen__gt', 0), ('cut_fen__gte', 0), ('deposit_fen__gte', 0)), name='injury_settlement_amounts'),
        ),
    ]
