"""That two records are one human being is posted once and never changed."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_identity'),
    ]

    operations = [
        migrations.CreateModel(
            name='Merged',
            fields=[
                ('id', shebao.agency.store.fields.RowId(help_text='= person id of the second record', primary_key=True, serialize=False)),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='登记日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('person_id', models.F('id')), _negated=True), name='people_merged_into_another')],
            },
        ),
        append_only("people_merged"),
    ]
