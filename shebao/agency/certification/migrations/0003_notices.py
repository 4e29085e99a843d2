"""That somebody was told is posted once and never changed."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('certification', '0002_guards'),
        ('people', '0004_identity'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('month', models.IntegerField(verbose_name='拟暂停月')),
                ('way', models.CharField(help_text='a key of kinds.NOTICE_WAYS', max_length=16, verbose_name='送达方式')),
                ('on', models.DateField(verbose_name='送达日期')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'month'], name='certification_notices')],
            },
        ),
        append_only("certification_notice"),
    ]
