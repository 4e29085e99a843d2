"""A decision says from when its amounts hold, why it was made and what it was computed from; reform data and former payments.

The columns are part of what the journal seals, so a database that has decided anything (a demonstration) is to be built anew.
"""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from shebao.agency.store.guards import Guard, append_only

_DECISION = append_only("benefits_decision")


class NothingDecided(Operation):
    """Stops where something is decided already: nobody changes what was posted."""

    reversible = True

    def state_forwards(self, app_label, state):
        """No part of the models."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Look, and refuse."""
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM benefits_decision")
            if cursor.fetchone()[0]:
                raise RuntimeError("benefits_decision holds rows of a demonstration: build it anew")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        """The same on the way back."""
        self.database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_guards'),
        ('benefits', '0002_guards'),
    ]

    operations = [
        NothingDecided(),
        Guard(_DECISION.backward['sqlite'], _DECISION.backward['postgresql'], _DECISION.forward['sqlite'], _DECISION.forward['postgresql']),
        migrations.AddField(
            model_name='decision',
            name='effective_month',
            field=models.IntegerField(default=0, help_text='from which month its amounts hold, where the award stands', verbose_name='执行起月'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='decision',
            name='reason',
            field=models.CharField(default='', help_text='a key of reasons.CHANGES', max_length=12, verbose_name='缘由'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='decision',
            name='provisional',
            field=models.BooleanField(default=False, help_text="decided before the year's base was published", verbose_name='预发'),
        ),
        migrations.AddField(
            model_name='decision',
            name='inputs',
            field=models.TextField(blank=True, default='', help_text='canonical JSON: what a standing award was computed from', verbose_name='计算输入'),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='ReformFact',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('version', models.IntegerField(verbose_name='版本')),
                ('facts', models.TextField(help_text='canonical JSON: what the comparison of old and new standard reads', verbose_name='基础数据')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'version'), name='benefits_reform_version_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerPayment',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('from_month', models.IntegerField(verbose_name='起月')),
                ('to_month', models.IntegerField(verbose_name='止月')),
                ('monthly_fen', models.BigIntegerField(verbose_name='每月已发')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'scheme', 'from_month'), name='benefits_former_once'), models.CheckConstraint(condition=models.Q(('monthly_fen__gte', 0), ('to_month__gte', models.F('from_month'))), name='benefits_former_span')],
            },
        ),
        *(append_only(f"benefits_{name}") for name in ("decision", "reformfact", "formerpayment")),
    ]
