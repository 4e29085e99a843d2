"""What is proposed without being asked for, and the terminals at which the public's pages may be used."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import Guard, append_only, frozen

_COLUMNS = [
    "id", "receipt", "door", "service", "applicant_index", "applicant_name", "person_id", "employer_id", "binding_id", "sealed",
    "size_bytes", "digest", "idempotency_key", "follows_id", "received_on", "received_at",
]
_BEFORE = frozen("public_submission", _COLUMNS)
_MESSAGE = "public_submission: sealed is only ever emptied, and only of what nobody acts on any more"
_KEPT = "NOT IN ('withdrawn', 'refused')"


class Migration(migrations.Migration):

    dependencies = [
        ('public', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('rule', models.CharField(help_text='a key of kinds.RULES', max_length=16, verbose_name='规则')),
                ('person_id', models.BigIntegerField(db_index=True, default=0, verbose_name='个人')),
                ('employer_id', models.BigIntegerField(db_index=True, default=0, verbose_name='用人单位')),
                ('period', models.IntegerField(verbose_name='年度或月份')),
                ('amount_fen', models.BigIntegerField(help_text='what the law gives by the facts; 0 where a fact is still asked for', verbose_name='预计金额')),
                ('why', models.CharField(help_text='no citizen or account number', max_length=200, verbose_name='为什么')),
                ('law', models.CharField(max_length=160, verbose_name='依据')),
                ('facts', models.TextField(help_text='canonical JSON of what the application is filled in with', verbose_name='事实')),
                ('message_id', models.BigIntegerField(default=0, verbose_name='站内告知')),
                ('day', models.DateField(verbose_name='日期')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('reply', models.CharField(blank=True, help_text='yes | no', max_length=8, verbose_name='回答')),
                ('replied_on', models.DateField(null=True, verbose_name='回答日期')),
                ('submission_id', models.BigIntegerField(db_index=True, default=0, verbose_name='申请')),
            ],
        ),
        migrations.CreateModel(
            name='Terminal',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('number', models.CharField(help_text='as the register of service points has it', max_length=40, verbose_name='编号')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('place', models.CharField(max_length=120, verbose_name='放在哪里')),
                ('code', models.CharField(blank=True, db_index=True, help_text='shown by the machine; its secret stays in it', max_length=16, verbose_name='机器码')),
                ('network', models.CharField(blank=True, help_text='an address or network, e.g. 10.1.2.0/24', max_length=43, verbose_name='网络地址')),
                ('since', models.DateField(verbose_name='启用日期')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='TerminalEnd',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='停用日期')),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('terminal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ends', to='public.terminal')),
            ],
        ),
        append_only("public_terminal"),
        append_only("public_terminalend"),
        frozen(
            "public_proposal",
            [
                "id", "rule", "person_id", "employer_id", "period", "amount_fen", "why", "law", "facts", "message_id", "day", "entry_id",
            ],
        ),
        Guard(_BEFORE.backward["sqlite"], _BEFORE.backward["postgresql"], _BEFORE.forward["sqlite"], _BEFORE.forward["postgresql"]),
        frozen("public_submission", [column for column in _COLUMNS if column != "sealed"]),
        Guard(
            [
                'CREATE TRIGGER public_submission_emptied BEFORE UPDATE OF "sealed" ON public_submission '
                f"WHEN length(NEW.sealed) > 0 OR NEW.state {_KEPT} BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END",
            ],
            [
                "CREATE FUNCTION public_submission_emptied() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
                'CREATE TRIGGER public_submission_emptied BEFORE UPDATE OF "sealed" ON public_submission FOR EACH ROW '
                f"WHEN (length(NEW.sealed) > 0 OR NEW.state {_KEPT}) EXECUTE FUNCTION public_submission_emptied()",
            ],
            ["DROP TRIGGER public_submission_emptied"],
            ["DROP TRIGGER public_submission_emptied ON public_submission", "DROP FUNCTION public_submission_emptied()"],
        ),
    ]
