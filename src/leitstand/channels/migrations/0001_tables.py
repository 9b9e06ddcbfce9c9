"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('channels', '0001_initial'), ('channels', '0002_initial'), ('channels', '0003_channel_warned_days'), ('channels', '0004_network_app'), ('channels', '0005_knowledge')]

    initial = True

    dependencies = [
        ('house', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Channel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.SlugField(max_length=40)),
                        ('external_id', models.CharField(max_length=200)),
                        ('handle', models.CharField(max_length=200, verbose_name='handle')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('avatar_url', models.CharField(blank=True, max_length=500)),
                        ('base_url', models.CharField(blank=True, max_length=300)),
                        ('facts', models.JSONField(default=dict)),
                        ('method', models.CharField(max_length=40)),
                        ('secrets', models.BinaryField(default=bytes)),
                        ('secrets_expire_at', models.DateTimeField(null=True)),
                        ('warned_days', models.PositiveSmallIntegerField(null=True)),
                        ('missing_rights', models.JSONField(default=list)),
                        ('state', models.CharField(choices=[('connected', 'Connected'), ('needs_sign_in', 'Needs a new sign-in'), ('paused', 'Paused'), ('disconnected', 'Disconnected')], default='connected', max_length=16)),
                        ('state_reason', models.TextField(blank=True)),
                        ('checked_at', models.DateTimeField(null=True)),
                        ('last_ok_at', models.DateTimeField(null=True)),
                        ('connected_at', models.DateTimeField()),
                        ('position', models.PositiveIntegerField(default=0)),
                        ('connected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'network', 'external_id', 'base_url'), name='one_channel_per_profile')],
                    },
                ),
                migrations.CreateModel(
                    name='NetworkApp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.SlugField(max_length=40)),
                        ('secrets', models.BinaryField()),
                        ('kept_at', models.DateTimeField()),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'network'), name='one_app_per_network')],
                    },
                ),
                migrations.CreateModel(
                    name='PlatformCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('platform', models.SlugField(max_length=40)),
                        ('audience_there', models.BooleanField(null=True, verbose_name='The target group is there')),
                        ('content_about_us', models.BooleanField(null=True, verbose_name='Content about us matters there')),
                        ('aim', models.CharField(blank=True, max_length=300, verbose_name='Aim')),
                        ('hours', models.PositiveSmallIntegerField(null=True, verbose_name='Hours a week')),
                        ('hashtag', models.CharField(blank=True, max_length=100, verbose_name='Hashtag or search word')),
                        ('mentions', models.PositiveBigIntegerField(null=True, verbose_name='How often it is spoken of')),
                        ('mentions_as_of', models.DateField(null=True, verbose_name='Counted on')),
                        ('handle', models.CharField(blank=True, max_length=100, verbose_name='Name we want')),
                        ('handle_reserved_on', models.DateField(null=True)),
                        ('started_on', models.DateField(null=True)),
                        ('verdict', models.CharField(max_length=8)),
                        ('checked_at', models.DateTimeField()),
                        ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'platform'), name='one_check_per_platform')],
                    },
                ),
                migrations.CreateModel(
                    name='ProfileReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('platform', models.SlugField(max_length=40)),
                        ('level', models.CharField(default='basic', max_length=8)),
                        ('ticked', models.JSONField(default=dict)),
                        ('link', models.CharField(blank=True, max_length=300)),
                        ('looked_on', models.DateField()),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'platform', 'person'), name='one_review_per_profile', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='StrangerMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('platform', models.SlugField(max_length=40)),
                        ('sent_on', models.DateField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='AccessGrant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('outsider', models.CharField(blank=True, max_length=160, verbose_name='name')),
                        ('right', models.CharField(choices=[('admin', 'Administers the profile'), ('publish', 'May publish'), ('answer', 'May answer'), ('figures', 'Sees figures')], max_length=12, verbose_name='right')),
                        ('on_network', models.BooleanField(default=False, verbose_name='directly on the network')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('granted_at', models.DateTimeField()),
                        ('reviewed_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('to_remove_since', models.DateTimeField(null=True)),
                        ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='channels.channel')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('outsider', ''), _negated=True), _connector='OR'), name='grant_names_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='SignInStarted',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.SlugField(max_length=40)),
                        ('method', models.CharField(max_length=40)),
                        ('state', models.CharField(max_length=80, unique=True)),
                        ('remember', models.BinaryField()),
                        ('started_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('channel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
            ],
        ),
    ]
