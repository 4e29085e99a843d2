"""A survey says whom it asks, and may be declared void."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agency_evaluation', '0006_behind_guard'),
    ]

    operations = [
        migrations.AddField(
            model_name='survey',
            name='audience',
            field=models.CharField(default='recipients', help_text='a key of surveys.AUDIENCES', max_length=12, verbose_name='调查对象'),
        ),
        migrations.AddField(
            model_name='survey',
            name='void',
            field=models.BooleanField(default=False, verbose_name='作废'),
        ),
        migrations.AlterField(
            model_name='survey',
            name='month',
            field=models.IntegerField(help_text='the audience of this month was the list the sample was drawn from', verbose_name='名单月份'),
        ),
    ]
