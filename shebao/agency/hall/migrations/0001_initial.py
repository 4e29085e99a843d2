"""Numbers of the hall, the steps taken with them, and its hours: all append-only."""

import django.db.models.deletion
import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Hours',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('opens', models.IntegerField(help_text='minute of the day', verbose_name='上午开始')),
                ('pauses', models.IntegerField(verbose_name='上午结束')),
                ('resumes', models.IntegerField(verbose_name='下午开始')),
                ('closes', models.IntegerField(verbose_name='下午结束')),
                ('late_until', models.IntegerField(help_text='minute of the day; equal to closes where there is none', verbose_name='延时服务到')),
                ('slot_minutes', models.IntegerField(verbose_name='每段分钟')),
                ('per_slot', models.IntegerField(help_text='appointments of one purpose in a slot', verbose_name='每段人数')),
                ('wait_minutes', models.IntegerField(help_text='a promise of the agency, not law', verbose_name='等候承诺（分钟）')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='日期')),
                ('purpose', models.CharField(help_text='a key of kinds.PURPOSES', max_length=1, verbose_name='事由')),
                ('serial', models.IntegerField(help_text='1 … of the day and purpose', verbose_name='序号')),
                ('way', models.CharField(help_text='a key of kinds.WAYS', max_length=8, verbose_name='方式')),
                ('slot', models.IntegerField(default=0, help_text='minute of the day an appointment is for; 0 for who walks in', verbose_name='时段')),
                ('party', models.CharField(blank=True, max_length=40, verbose_name='来人')),
                ('person_id', models.BigIntegerField(default=0, verbose_name='人员')),
                ('second', models.IntegerField(help_text='second of the day it was taken or booked on', verbose_name='取号时间')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'purpose', 'serial'), name='hall_number_once')],
            },
        ),
        migrations.CreateModel(
            name='TicketStep',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('step', models.CharField(help_text='a key of kinds.STEPS', max_length=10, verbose_name='一步')),
                ('second', models.IntegerField(help_text="second of the ticket's day", verbose_name='时间')),
                ('counter', models.IntegerField(default=0, help_text='0 where no counter has to do with it', verbose_name='窗口')),
                ('purpose', models.CharField(blank=True, help_text='of a hand-over: a key of kinds.PURPOSES', max_length=1, verbose_name='转到')),
                ('matter_number', models.CharField(blank=True, max_length=20, verbose_name='办件编号')),
                ('text', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='hall.ticket')),
            ],
        ),
        *(append_only(f"hall_{name}") for name in ("ticket", "ticketstep", "hours")),
    ]
