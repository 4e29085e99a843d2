"""The steps by which a debt is got back: append-only."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('payout', '0012_owed_for_a_reason'),
    ]

    operations = [
        migrations.CreateModel(
            name='DebtStep',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='a key of recovery_kinds.STEPS', max_length=16, verbose_name='事项')),
                ('day', models.DateField(verbose_name='日期')),
                ('amount_fen', models.BigIntegerField(default=0, verbose_name='金额')),
                ('due_on', models.DateField(null=True, verbose_name='期限')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='文书或单据')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('debt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='payout.debt')),
                ('undoes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payout.debtstep')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('undoes',), name='payout_debt_step_undone_once'), models.CheckConstraint(condition=models.Q(('amount_fen__gte', 0)), name='payout_debt_step_amount')],
            },
        ),
        append_only("payout_debtstep"),
    ]
