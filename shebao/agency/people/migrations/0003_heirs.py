"""Who inherits from whom: posted once, never changed."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heir',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('version', models.IntegerField(verbose_name='第几次登记')),
                ('relation', models.CharField(help_text='a key of heirs.RELATIONS', max_length=16, verbose_name='与死者关系')),
                ('parts', models.IntegerField(verbose_name='份数')),
                ('receives', models.BooleanField(verbose_name='领取退回和补发的款项')),
                ('basis', models.CharField(help_text='a key of heirs.BASES', max_length=16, verbose_name='分配依据')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='登记日志')),
                ('deceased', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heirs', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('deceased', 'version', 'person'), name='people_heir_once'), models.UniqueConstraint(condition=models.Q(('receives', True)), fields=('deceased', 'version'), name='people_one_heir_receives'), models.CheckConstraint(condition=models.Q(('parts__gt', 0)), name='people_heir_parts'), models.CheckConstraint(condition=models.Q(('person', models.F('deceased')), _negated=True), name='people_nobody_inherits_from_themselves')],
            },
        ),
        append_only("people_heir"),
    ]
