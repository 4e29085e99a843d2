"""Settling months by other than a receipt: set off, given back, recorded from old papers."""

import shebao.agency.store.fields
from django.db import migrations, models

from shebao.agency.store.guards import append_only, frozen


class Migration(migrations.Migration):

    dependencies = [
        ('contributions', '0003_months'),
    ]

    operations = [
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', shebao.agency.store.fields.RowId(primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='a key of kinds.ADJUSTMENTS', max_length=12, verbose_name='种类')),
                ('scheme', models.CharField(max_length=24, verbose_name='险种')),
                ('paid_on', models.DateField(verbose_name='日期')),
                ('unit_fen', models.BigIntegerField(verbose_name='单位')),
                ('person_fen', models.BigIntegerField(verbose_name='个人')),
                ('document', models.CharField(max_length=120, verbose_name='依据')),
                ('entry_id', models.BigIntegerField(db_index=True, verbose_name='日志')),
            ],
        ),
        migrations.AlterField(
            model_name='monthpayment',
            name='receipt_id',
            field=models.BigIntegerField(help_text='below nought: minus the id of an adjustment', verbose_name='入库明细'),
        ),
        migrations.AlterField(
            model_name='personmonth',
            name='person_id',
            field=models.IntegerField(help_text="0: the employer's people together, assessed without a declaration", verbose_name='人员'),
        ),
        append_only("contributions_adjustment"),
    ]
