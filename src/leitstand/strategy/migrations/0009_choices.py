"""Words of two fields, as the forms have them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0008_goals'),
    ]

    operations = [
        migrations.AlterField(
            model_name='firstwin',
            name='on',
            field=models.DateField(verbose_name='day'),
        ),
        migrations.AlterField(
            model_name='instrument',
            name='stage',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='strategy.journeystage', verbose_name='journey stage'),
        ),
    ]
