"""Where new followers come from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0001_tables'),
        ('house', '0001_tables'),
        ('measurement', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NewFollowers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('source', models.CharField(max_length=60)),
                ('count', models.PositiveIntegerField()),
                ('origin', models.CharField(choices=[('network', 'From the network'), ('imported', 'Imported'), ('typed', 'Typed in'), ('estimated', 'Estimated')], default='typed', max_length=10)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                ('typed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'day'], name='new_followers_of_days')],
                'constraints': [models.UniqueConstraint(fields=('channel', 'day', 'source'), name='one_count_per_source_and_day')],
            },
        ),
    ]
