"""Relatives, further facts about persons, and lists of people who should be insured."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    dependencies = [
        ('enrolment', '0003_employment'),
        ('people', '0005_merged'),
    ]

    operations = [
        migrations.CreateModel(
            name='CoverageTask',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('number_sealed', models.BinaryField(verbose_name='公民身份号码')),
                ('number_index', models.BinaryField(db_index=True, max_length=32)),
                ('number_tail', models.CharField(max_length=4, verbose_name='证件尾号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('source', models.CharField(max_length=40, verbose_name='来源')),
                ('scheme', models.CharField(max_length=24, verbose_name='疑似未参保险种')),
                ('group', models.CharField(max_length=16, verbose_name='对象群体')),
                ('township', models.CharField(blank=True, max_length=40, verbose_name='乡镇')),
                ('owner', models.CharField(max_length=40, verbose_name='包联人')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('state', models.CharField(max_length=16, verbose_name='状态')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on'], name='enrolment_open_task')],
            },
        ),
        migrations.CreateModel(
            name='PersonFact',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=24, verbose_name='事项')),
                ('value', models.CharField(max_length=60, verbose_name='内容')),
                ('evidence', models.CharField(max_length=24, verbose_name='依据')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Relative',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('number_sealed', models.BinaryField(verbose_name='亲属证件号')),
                ('number_index', models.BinaryField(db_index=True, max_length=32)),
                ('number_tail', models.CharField(max_length=4, verbose_name='证件尾号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('relation', models.CharField(max_length=16, verbose_name='关系')),
                ('scope', models.CharField(blank=True, max_length=16, verbose_name='代办范围')),
                ('from_on', models.DateField(verbose_name='生效日')),
                ('to_on', models.DateField(null=True, verbose_name='失效日')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relatives', to='people.person')),
            ],
        ),
        append_only("enrolment_personfact"),
        frozen("enrolment_relative", ["id", "person_id", "number_sealed", "number_index", "number_tail", "name", "relation", "scope", "from_on", "entry_id"]),
        frozen("enrolment_coveragetask", ["id", "number_index", "number_sealed", "number_tail", "name", "source", "scheme", "group", "township", "owner", "due_on", "entry_id"]),
    ]
