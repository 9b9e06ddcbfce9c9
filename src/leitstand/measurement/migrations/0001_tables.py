"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('measurement', '0001_initial'), ('measurement', '0002_standing'), ('measurement', '0003_thanks')]

    initial = True

    dependencies = [
        ('channels', '0001_tables'),
        ('house', '0001_tables'),
        ('planning', '0001_tables'),
        ('publishing', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Measuring',
                    fields=[
                        ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='measuring', serialize=False, to='publishing.publication')),
                        ('next_at', models.DateTimeField(null=True)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('last_at', models.DateTimeField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=200)),
                        ('reminded_at', models.DateTimeField(null=True)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['next_at'], name='measuring_due')],
                    },
                ),
                migrations.CreateModel(
                    name='Reading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('metric', models.CharField(max_length=30)),
                        ('value', models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                        ('taken_at', models.DateTimeField()),
                        ('origin', models.CharField(choices=[('network', 'From the network'), ('imported', 'Imported'), ('typed', 'Typed in'), ('estimated', 'Estimated')], default='network', max_length=10)),
                        ('note', models.CharField(blank=True, max_length=200)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='channels.channel')),
                        ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='publishing.publication')),
                        ('typed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['publication', 'metric', '-taken_at'], name='reading_of_post'), models.Index(fields=['channel', 'metric', '-taken_at'], name='reading_of_channel'), models.Index(fields=['workspace', '-taken_at'], name='reading_recent')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='no_negative_figures')],
                    },
                ),
                migrations.CreateModel(
                    name='Standing',
                    fields=[
                        ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='standing', serialize=False, to='publishing.publication')),
                        ('published_at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField()),
                        ('origin', models.CharField(choices=[('network', 'From the network'), ('imported', 'Imported'), ('typed', 'Typed in'), ('estimated', 'Estimated')], default='network', max_length=10)),
                        ('impressions', models.BigIntegerField(null=True)),
                        ('reach', models.BigIntegerField(null=True)),
                        ('likes', models.BigIntegerField(null=True)),
                        ('comments', models.BigIntegerField(null=True)),
                        ('shares', models.BigIntegerField(null=True)),
                        ('quotes', models.BigIntegerField(null=True)),
                        ('saves', models.BigIntegerField(null=True)),
                        ('clicks', models.BigIntegerField(null=True)),
                        ('video_views', models.BigIntegerField(null=True)),
                        ('interactions', models.BigIntegerField(null=True)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['workspace', '-published_at'], name='standing_recent')],
                    },
                ),
                migrations.CreateModel(
                    name='Thanks',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('to_holder', models.BooleanField(default=False)),
                        ('after_days', models.PositiveSmallIntegerField()),
                        ('figures', models.JSONField(default=dict)),
                        ('taken_at', models.DateTimeField()),
                        ('how', models.CharField(choices=[('mail', 'by mail'), ('notice', 'by notice'), ('failed', 'the mail could not be sent'), ('nobody', 'no address known')], max_length=8)),
                        ('thanked_at', models.DateTimeField()),
                        ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thanks', to='planning.idea')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-thanked_at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('idea', 'to_holder', 'after_days'), name='thanked_once_per_mark')],
                    },
                ),
            ],
        ),
    ]
