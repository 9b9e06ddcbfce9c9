"""Listening: what people make of mentions, and the chances desk."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0001_tables'),
        ('house', '0001_tables'),
        ('leads', '0001_tables'),
        ('listening', '0002_desks'),
        ('planning', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Chance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mention', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('terms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('found_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('handed', 'With sales'), ('contacted', 'Contacted'), ('lead', 'Became a lead'), ('irrelevant', 'Not relevant'), ('lost', 'Lost')], default='open', max_length=10)),
                ('due_on', models.DateField(null=True)),
                ('handed_at', models.DateTimeField(null=True)),
                ('contacted_at', models.DateTimeField(null=True)),
                ('became_lead_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True, max_length=1000)),
                ('handed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opportunity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='leads.opportunity')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', '-at', '-id'], name='listening_chance_latest'), models.Index(fields=['workspace', 'state', '-at', '-id'], name='listening_chance_state'), models.Index(fields=['workspace', 'found_at'], name='listening_chance_found')],
                'constraints': [models.UniqueConstraint(fields=('workspace', 'mention'), name='one_chance_a_mention')],
            },
        ),
        migrations.CreateModel(
            name='ChanceTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(max_length=200)),
                ('is_off', models.BooleanField(default=False)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'ordering': ('query', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('workspace', 'query'), name='one_chance_term')],
            },
        ),
        migrations.CreateModel(
            name='Handling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mention', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('due_on', models.DateField(null=True)),
                ('mark', models.CharField(blank=True, choices=[('', 'New'), ('seen', 'Seen'), ('irrelevant', 'Does not belong here')], max_length=10)),
                ('marked_at', models.DateTimeField(null=True)),
                ('marked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('owner__isnull', False)), fields=['owner'], name='listening_handling_of'), models.Index(fields=['workspace', '-at'], name='listening_handling_latest')],
                'constraints': [models.UniqueConstraint(fields=('workspace', 'mention'), name='one_handling_a_mention')],
            },
        ),
        migrations.CreateModel(
            name='MadeOf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mention', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('what', models.CharField(choices=[('answer', 'Answer'), ('by_hand', 'Answered by hand'), ('lead', 'Lead'), ('idea', 'Idea for a post'), ('incident', 'Incident'), ('feedback', 'Feedback on the product')], max_length=8)),
                ('elsewhere', models.UUIDField(null=True)),
                ('note', models.TextField(blank=True, max_length=1000)),
                ('made_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('idea', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.idea')),
                ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compliance.incident')),
                ('opportunity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.opportunity')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'verbose_name_plural': 'made of',
                'ordering': ('made_at', 'pk'),
                'indexes': [models.Index(fields=['workspace', 'mention'], name='listening_made_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opportunity', None), ('what', 'lead'), _connector='OR'), models.Q(('idea', None), ('what', 'idea'), _connector='OR'), models.Q(('incident', None), ('what', 'incident'), _connector='OR'), models.Q(('elsewhere', None), ('what__in', ['answer', 'feedback']), _connector='OR')), name='made_of_a_mention_is_one_thing')],
            },
        ),
    ]
