"""What the public sends and may do; what was sent, told and bound never changes."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Binding',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('role', models.CharField(help_text='a key of kinds.ROLES', max_length=16, verbose_name='角色')),
                ('agent_index', models.BinaryField(db_index=True, max_length=32)),
                ('agent_sealed', models.BinaryField(verbose_name='经办人证件号码和电话')),
                ('agent_tail', models.CharField(max_length=4, verbose_name='证件尾号')),
                ('agent_name', models.CharField(max_length=40, verbose_name='姓名')),
                ('person_id', models.BigIntegerField(db_index=True, default=0, verbose_name='替谁办')),
                ('employer_id', models.BigIntegerField(db_index=True, default=0, verbose_name='用人单位')),
                ('scope', models.CharField(max_length=12, verbose_name='范围')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(verbose_name='至')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField(default=0)),
                ('employer_id', models.BigIntegerField(default=0)),
                ('binding_id', models.BigIntegerField(default=0)),
                ('page', models.CharField(max_length=40)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('entry_id', models.BigIntegerField(db_index=True, default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('person_id', models.BigIntegerField(db_index=True, default=0, verbose_name='收件人')),
                ('submission_id', models.BigIntegerField(default=0, verbose_name='关于哪份申请')),
                ('title', models.CharField(max_length=60, verbose_name='标题')),
                ('text', models.CharField(help_text='no citizen or account number', max_length=500, verbose_name='内容')),
                ('question', models.CharField(blank=True, help_text='a service that “yes” applies for, or nothing', max_length=16, verbose_name='问题')),
                ('day', models.DateField(verbose_name='日期')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('read_at', models.DateTimeField(null=True, verbose_name='读过')),
                ('reply', models.CharField(blank=True, help_text='yes | no | closed', max_length=8, verbose_name='回答')),
                ('replied_on', models.DateField(null=True, verbose_name='回答日期')),
            ],
        ),
        migrations.CreateModel(
            name='PublicSession',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('token_mark', models.BinaryField(max_length=32, unique=True)),
                ('door', models.CharField(max_length=8)),
                ('holder_index', models.BinaryField(max_length=32)),
                ('holder_sealed', models.BinaryField(help_text='name and citizen number, encrypted')),
                ('person_id', models.BigIntegerField(default=0)),
                ('employer_id', models.BigIntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Revocation',
            fields=[
                ('binding', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='revocation', serialize=False, to='public.binding')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
            ],
        ),
        migrations.CreateModel(
            name='BindingEnd',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='解除日期')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('binding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ends', to='public.binding')),
            ],
        ),
        migrations.CreateModel(
            name='CodeRequest',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('door', models.CharField(max_length=8)),
                ('subject_index', models.BinaryField(max_length=32)),
                ('address_mark', models.BinaryField(help_text='keyed mark of the address it was asked from', max_length=32)),
                ('reference', models.CharField(blank=True, max_length=64)),
                ('holder_sealed', models.BinaryField(help_text='who comes in with it, encrypted; nothing where nobody does', null=True)),
                ('sent', models.BooleanField(default=False)),
                ('good', models.BooleanField(default=False, help_text='somebody may come in with it')),
                ('tries', models.IntegerField(default=0)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_index', 'created_at'], name='public_code_subject'), models.Index(fields=['address_mark', 'created_at'], name='public_code_address')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('receipt', models.CharField(max_length=24, unique=True, verbose_name='回执号')),
                ('door', models.CharField(max_length=8)),
                ('service', models.CharField(help_text='a key of services.SERVICES', max_length=32, verbose_name='申请事项')),
                ('applicant_index', models.BinaryField(help_text='blind index of the citizen number of whoever sent it', max_length=32)),
                ('applicant_name', models.CharField(max_length=40, verbose_name='申请人')),
                ('person_id', models.BigIntegerField(default=0, verbose_name='为谁办')),
                ('employer_id', models.BigIntegerField(default=0, verbose_name='用人单位')),
                ('binding_id', models.BigIntegerField(default=0, verbose_name='代办登记')),
                ('sealed', models.BinaryField(help_text='canonical JSON of the fields, encrypted', verbose_name='内容')),
                ('size_bytes', models.IntegerField()),
                ('digest', models.CharField(max_length=64, verbose_name='校验码')),
                ('idempotency_key', models.CharField(max_length=64, verbose_name='去重号')),
                ('follows_id', models.BigIntegerField(default=0, verbose_name='补充的是')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='收到时间')),
                ('state', models.CharField(default='received', help_text='a key of kinds.STATES', max_length=12, verbose_name='状态')),
                ('matter_id', models.BigIntegerField(default=0, verbose_name='办件')),
                ('result_id', models.BigIntegerField(default=0, help_text='of a printed certificate', verbose_name='结果编号')),
                ('answered_on', models.DateField(null=True, verbose_name='答复日期')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='答复')),
                ('withdrawal_on', models.DateField(help_text='asked for after it was accepted', null=True, verbose_name='要求撤回')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'received_at'], name='public_waiting'), models.Index(fields=['applicant_index', 'received_at'], name='public_of_applicant'), models.Index(fields=['person_id', 'received_at'], name='public_of_person'), models.Index(fields=['employer_id', 'received_at'], name='public_of_employer'), models.Index(fields=['matter_id'], name='public_of_matter')],
                'constraints': [models.UniqueConstraint(fields=('applicant_index', 'idempotency_key'), name='public_once')],
            },
        ),
        *(append_only(f"public_{name}") for name in ("binding", "bindingend", "revocation")),
        frozen(
            "public_submission",
            [
                "id", "receipt", "door", "service", "applicant_index", "applicant_name", "person_id", "employer_id", "binding_id", "sealed",
                "size_bytes", "digest", "idempotency_key", "follows_id", "received_on", "received_at",
            ],
        ),
        frozen("public_message", ["id", "person_id", "submission_id", "title", "text", "question", "day", "entry_id"]),
        frozen("public_look", ["id", "person_id", "employer_id", "binding_id", "page", "at"]),
    ]
