"""Topics, findings, words to watch for, terms by day."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('house', '0001_tables'),
        ('listening', '0001_tables'),
        ('strategy', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('question', models.CharField(blank=True, max_length=300, verbose_name='what do we want to know?')),
                ('days', models.PositiveSmallIntegerField(null=True)),
                ('first', models.DateField(null=True)),
                ('last', models.DateField(null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('searches', models.ManyToManyField(related_name='+', to='listening.search')),
                ('sources', models.ManyToManyField(blank=True, related_name='+', to='listening.source')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('desk', models.SlugField(blank=True, choices=[('ruf', 'Reputation'), ('krise', 'Crisis'), ('markt', 'Competition and trends')], max_length=8)),
                ('figure', models.CharField(max_length=300, verbose_name='what the figure says')),
                ('why', models.TextField(max_length=4000, verbose_name='why it is so')),
                ('action', models.CharField(max_length=300, verbose_name='what we do now')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='by when')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('mentions', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('state', models.SlugField(choices=[('open', 'Open'), ('done', 'Done')], default='open', max_length=8)),
                ('made_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='strategy.decision')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='listening.topic')),
            ],
            options={
                'ordering': ('-made_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='WatchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'ordering': ('word',),
            },
        ),
        migrations.CreateModel(
            name='TermDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('term', models.CharField(max_length=80)),
                ('posts', models.PositiveIntegerField()),
                ('search', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.search')),
                ('workspace', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('search', 'day', 'term'), name='one_count_of_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('workspace', 'name'), name='one_listening_topic_per_name'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['workspace', 'desk', '-made_at'], name='findings_of_desk'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('desk', ''), _negated=True), ('topic__isnull', False), _connector='OR'), name='finding_has_a_place'),
        ),
        migrations.AddConstraint(
            model_name='watchword',
            constraint=models.UniqueConstraint(fields=('workspace', 'word'), name='one_word_to_watch'),
        ),
    ]
