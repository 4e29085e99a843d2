"""What is owed once goes to heirs, and what was paid after a death is a debt.

The table of what is owed once is made anew: before, nothing could be entered into it from any page; a database that has rows
all the same (a demonstration) is to be built anew.
"""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from shebao.agency.store.guards import Guard, append_only

_DUE = append_only("payout_due")


class NothingOwed(Operation):
    """Stops where something is owed once already: nobody deletes what was posted."""

    reversible = True

    def state_forwards(self, app_label, state):
        """No part of the models."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Look, and refuse."""
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM payout_due")
            if cursor.fetchone()[0]:
                raise RuntimeError("payout_due holds rows of a demonstration: build it anew")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The same on the way back."""
        self.database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):

    dependencies = [
        ('payout', '0008_guards_of_operations'),
        ('people', '0003_heirs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Debt',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('first_month', models.IntegerField(verbose_name='多发起月')),
                ('last_month', models.IntegerField(verbose_name='多发止月')),
                ('months', models.IntegerField(verbose_name='多发月数')),
                ('amount_fen', models.BigIntegerField(verbose_name='多发金额')),
                ('from_account_fen', models.BigIntegerField(help_text='given back to the account when the debt was opened', verbose_name='其中个人账户')),
                ('drawn_by', models.CharField(help_text='who drew the money, as far as anybody knows', max_length=60, verbose_name='领取人')),
                ('proofs', models.CharField(blank=True, max_length=200, verbose_name='死亡日期之后的认证')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='DebtCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= debt id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='DueCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= due id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='SetOffCancelled',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= set-off id', primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200, verbose_name='原因')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='SetOff',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='a key of kinds.DUES', max_length=12, verbose_name='抵扣的待遇')),
                ('turn', models.IntegerField(help_text='as that of what it was kept back from', verbose_name='第几次')),
                ('amount_fen', models.BigIntegerField(verbose_name='抵扣金额')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        NothingOwed(),
        Guard(_DUE.backward['sqlite'], _DUE.backward['postgresql'], _DUE.forward['sqlite'], _DUE.forward['postgresql']),
        migrations.DeleteModel(name='Due'),
        migrations.RemoveConstraint(
            model_name='line',
            name='payout_paid_once',
        ),
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('kind', models.CharField(help_text='a key of kinds.DUES', max_length=12, verbose_name='类别')),
                ('turn', models.IntegerField(help_text='1; 2 where the first was cancelled before it was paid and decided anew', verbose_name='第几次')),
                ('month', models.IntegerField(verbose_name='所属月')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('deceased', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deceased', 'person', 'scheme', 'kind', 'turn'), name='payout_due_once'), models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='payout_due_positive'), models.CheckConstraint(condition=models.Q(('person', models.F('deceased')), _negated=True), name='payout_due_to_the_living')],
            },
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(condition=models.Q(('due_id', None), ('reissue_of', None)), fields=('person', 'scheme', 'month', 'kind'), name='payout_paid_once'),
        ),
        migrations.AddField(
            model_name='debt',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='setoff',
            name='debt',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='set_offs', to='payout.debt'),
        ),
        migrations.AddField(
            model_name='setoff',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddConstraint(
            model_name='debt',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0), ('from_account_fen__gte', 0), ('from_account_fen__lte', models.F('amount_fen')), ('months__gt', 0)), name='payout_debt_amount'),
        ),
        migrations.AddConstraint(
            model_name='setoff',
            constraint=models.UniqueConstraint(fields=('debt', 'person', 'kind', 'turn'), name='payout_set_off_once'),
        ),
        migrations.AddConstraint(
            model_name='setoff',
            constraint=models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='payout_set_off_positive'),
        ),
        *(append_only(f"payout_{name}") for name in ("due", "debt", "setoff", "debtcancelled", "duecancelled", "setoffcancelled")),
    ]
