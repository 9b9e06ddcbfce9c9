"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('overview', '0001_rules')]

    initial = True

    dependencies = [
        ('house', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='AutoRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trigger', models.CharField(choices=[('published', 'A post went out'), ('trouble', 'A post was refused or held back'), ('submitted', 'A post was given to approval'), ('planned', 'A new post or idea stands in the plan'), ('came_in', 'Somebody wrote to us'), ('sign_in', 'A channel needs a new sign-in')], max_length=12, verbose_name='when')),
                ('only', models.CharField(blank=True, max_length=60, verbose_name='only with the word')),
                ('task', models.CharField(max_length=200, verbose_name='to do')),
                ('is_on', models.BooleanField(default=True, verbose_name='on')),
                ('times', models.PositiveIntegerField(default=0)),
                ('last_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='then tell')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('is_on', True)), fields=['workspace', 'trigger'], name='rule_of_trigger')],
            },
        ),
    ]
