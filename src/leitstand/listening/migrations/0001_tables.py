"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels

# Django knows no partitions: the three tables that grow without end are made anew, in monthly parts by `at`. The parts are
# made by `listening.partitions`, before the first row of a month is stored; `_rest` takes what no part was made for, so that
# nothing is lost, and stays empty as a rule.
PARTED = """
ALTER TABLE {table} RENAME TO {table}_plain;
ALTER SEQUENCE {table}_id_seq RENAME TO {table}_plain_id_seq;
CREATE SEQUENCE {table}_id_seq;
CREATE TABLE {table} (LIKE {table}_plain INCLUDING DEFAULTS) PARTITION BY RANGE (at);
DROP TABLE {table}_plain;
ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_id_seq');
ALTER SEQUENCE {table}_id_seq OWNED BY {table}.id;
ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY (id, at);
CREATE TABLE {table}_rest PARTITION OF {table} DEFAULT;
"""
INDEXES = """
CREATE INDEX listening_mention_latest ON listening_mention (workspace_id, at DESC);
CREATE INDEX listening_mention_author ON listening_mention (workspace_id, author_key) WHERE author_key <> '';
CREATE INDEX listening_mention_group ON listening_mention ("group");
CREATE INDEX listening_mention_text_to_forget ON listening_mention (forget_text_at) WHERE text_forgotten_at IS NULL AND forget_text_at IS NOT NULL;
CREATE INDEX listening_mention_author_to_forget ON listening_mention (forget_author_at) WHERE author_forgotten_at IS NULL AND forget_author_at IS NOT NULL;
CREATE INDEX listening_match_list ON listening_match (search_id, at DESC, id DESC);
CREATE INDEX listening_match_of ON listening_match (mention_id);
CREATE INDEX listening_passed_of ON listening_passed (workspace_id, id);
"""
TABLES = ("listening_mention", "listening_match", "listening_passed")


class Migration(migrations.Migration):

    replaces = [('listening', '0001_listening')]

    initial = True

    dependencies = [
        ('channels', '0001_tables'),
        ('house', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Search',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('query', models.TextField(max_length=4000, verbose_name='what is looked for')),
                        ('purpose', models.CharField(choices=[('reputation', 'Our brand and products'), ('crisis', 'What could become a crisis'), ('competitor', 'A competitor'), ('trend', 'A topic and its trends'), ('chance', 'Business chances')], default='reputation', max_length=12, verbose_name='what for')),
                        ('subject', models.CharField(blank=True, max_length=80, verbose_name='about')),
                        ('misspellings', models.BooleanField(default=True, verbose_name='find misspellings too')),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('de', 'German'), ('en', 'English'), ('other', 'Another')], max_length=5), blank=True, default=list, size=None)),
                        ('overlap', models.PositiveSmallIntegerField(default=0, verbose_name='overlap of followers in percent')),
                        ('paused_at', models.DateTimeField(blank=True, null=True)),
                        ('made_at', models.DateTimeField()),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ('name', 'pk'),
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='one_search_per_name'), models.CheckConstraint(condition=models.Q(('overlap__lte', 100)), name='overlap_in_percent')],
                    },
                ),
                migrations.CreateModel(
                    name='ToneDelta',
                    fields=[
                        ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='house.workspace')),
                        ('weights', models.BinaryField()),
                        ('helps', models.BooleanField(default=False)),
                        ('corrections', models.PositiveIntegerField(default=0)),
                        ('base_right', models.PositiveIntegerField(default=0)),
                        ('right', models.PositiveIntegerField(default=0)),
                        ('answered', models.PositiveIntegerField(default=0)),
                        ('answered_right', models.PositiveIntegerField(default=0)),
                        ('learnt_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Known',
                    fields=[
                        ('digest', models.BinaryField(max_length=16, primary_key=True, serialize=False)),
                        ('on', models.DateField()),
                        ('workspace', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('feed', 'Feed or forum'), ('search', 'Search on a network'), ('inbox', 'Our inbox'), ('file', 'Imported file')], max_length=8)),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('network', models.CharField(blank=True, max_length=40)),
                        ('phrase', models.CharField(blank=True, max_length=200, verbose_name='word or phrase the network is asked for')),
                        ('scope', models.CharField(max_length=120)),
                        ('carried', models.JSONField(default=dict)),
                        ('next_at', models.DateTimeField(null=True)),
                        ('read_until', models.DateTimeField(null=True)),
                        ('tries', models.PositiveIntegerField(default=0)),
                        ('problem', models.CharField(blank=True, max_length=200)),
                        ('last_at', models.DateTimeField(null=True)),
                        ('taken_in', models.PositiveIntegerField(default=0)),
                        ('channel', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ('kind', 'name', 'pk'),
                        'indexes': [models.Index(fields=['next_at'], name='listening_source_due')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('channel__isnull', False)), fields=('channel', 'phrase'), name='one_source_per_phrase'), models.UniqueConstraint(condition=models.Q(('channel', None)), fields=('workspace', 'kind', 'name'), name='one_source_per_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mention', models.BigIntegerField(null=True)),
                        ('text', models.TextField()),
                        ('digest', models.CharField(max_length=32)),
                        ('label', models.CharField(choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], max_length=8)),
                        ('at', models.DateTimeField()),
                        ('forget_at', models.DateTimeField(null=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['forget_at'], name='listening_correction_forget')],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'digest'), name='one_correction_a_text')],
                    },
                ),
                migrations.CreateModel(
                    name='Group',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first_at', models.DateTimeField()),
                        ('last_at', models.DateTimeField()),
                        ('size', models.PositiveIntegerField(default=1)),
                        ('print', models.BinaryField()),
                        ('workspace', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['last_at'], name='listening_group_last')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupBand',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('band', models.BigIntegerField()),
                        ('group', models.BigIntegerField()),
                        ('at', models.DateTimeField()),
                        ('workspace', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['workspace', 'band'], name='listening_band'), models.Index(fields=['at'], name='listening_band_old')],
                    },
                ),
                migrations.CreateModel(
                    name='Alarm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('volume', 'More mentions than usual'), ('tone', 'More negative mentions than usual'), ('word', 'A word occurs'), ('author', 'Somebody with many followers')], max_length=8, verbose_name='kind')),
                        ('threshold', models.FloatField(default=3.0, verbose_name='from')),
                        ('least', models.PositiveIntegerField(default=5, verbose_name='at least so many mentions')),
                        ('words', models.TextField(blank=True, max_length=4000, verbose_name='words')),
                        ('pause_hours', models.PositiveSmallIntegerField(default=6, verbose_name='hours of quiet after an alarm')),
                        ('by_mail', models.BooleanField(default=False, verbose_name='by e-mail as well')),
                        ('paused_at', models.DateTimeField(blank=True, null=True)),
                        ('quiet_until', models.DateTimeField(null=True)),
                        ('after', models.BigIntegerField(default=0)),
                        ('made_at', models.DateTimeField()),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alarms', to='listening.search')),
                    ],
                    options={
                        'ordering': ('search_id', 'kind', 'pk'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('threshold__gt', 0)), name='alarm_threshold_above_zero')],
                    },
                ),
                migrations.CreateModel(
                    name='Passed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item', models.JSONField()),
                        ('at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField()),
                        ('workspace', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.source')),
                    ],
                    options={
                        'verbose_name_plural': 'passed',
                    },
                ),
                migrations.CreateModel(
                    name='Mention',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(blank=True, max_length=40)),
                        ('external_id', models.CharField(max_length=400)),
                        ('kind', models.CharField(max_length=10)),
                        ('author_key', models.CharField(blank=True, max_length=32)),
                        ('author_handle', models.CharField(blank=True, max_length=200)),
                        ('author_name', models.CharField(blank=True, max_length=200)),
                        ('author_url', models.CharField(blank=True, max_length=500)),
                        ('text', models.TextField(blank=True)),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('at', models.DateTimeField()),
                        ('taken_at', models.DateTimeField()),
                        ('language', models.CharField(choices=[('de', 'German'), ('en', 'English'), ('other', 'Another language'), ('und', 'Unknown')], default='und', max_length=5)),
                        ('tone', models.CharField(blank=True, choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative'), ('unsure', 'Unsure'), ('', 'Not read')], max_length=8)),
                        ('tone_sure', models.FloatField(null=True)),
                        ('tone_by', models.CharField(default='house', max_length=6)),
                        ('offensive', models.FloatField(null=True)),
                        ('praise', models.FloatField(null=True)),
                        ('likes', models.PositiveIntegerField(null=True)),
                        ('comments', models.PositiveIntegerField(null=True)),
                        ('shares', models.PositiveIntegerField(null=True)),
                        ('followers', models.PositiveIntegerField(null=True)),
                        ('sharers_followers', models.PositiveBigIntegerField(null=True)),
                        ('group', models.BigIntegerField(null=True)),
                        ('opens_group', models.BooleanField(default=True)),
                        ('answered_at', models.DateTimeField(null=True)),
                        ('forget_text_at', models.DateTimeField(null=True)),
                        ('forget_author_at', models.DateTimeField(null=True)),
                        ('text_forgotten_at', models.DateTimeField(null=True)),
                        ('author_forgotten_at', models.DateTimeField(null=True)),
                        ('workspace', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.source')),
                    ],
                ),
                migrations.CreateModel(
                    name='Intake',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item', models.JSONField()),
                        ('taken_at', models.DateTimeField()),
                        ('workspace', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.source')),
                    ],
                ),
                migrations.CreateModel(
                    name='HourFigures',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mentions', models.BigIntegerField(default=0)),
                        ('groups', models.BigIntegerField(default=0)),
                        ('positive', models.BigIntegerField(default=0)),
                        ('neutral', models.BigIntegerField(default=0)),
                        ('negative', models.BigIntegerField(default=0)),
                        ('unsure', models.BigIntegerField(default=0)),
                        ('offensive', models.BigIntegerField(default=0)),
                        ('praise', models.BigIntegerField(default=0)),
                        ('likes', models.BigIntegerField(default=0)),
                        ('comments', models.BigIntegerField(default=0)),
                        ('shares', models.BigIntegerField(default=0)),
                        ('interactions_told', models.BigIntegerField(default=0)),
                        ('authors_reach', models.BigIntegerField(default=0)),
                        ('sharers_reach', models.BigIntegerField(default=0)),
                        ('reach_told', models.BigIntegerField(default=0)),
                        ('hour', models.DateTimeField()),
                        ('terms_of', models.BigIntegerField(default=0)),
                        ('workspace', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('search', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.search')),
                        ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.source')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('mentions', models.F('terms_of')), _negated=True), fields=['hour'], name='listening_terms_to_count')],
                        'constraints': [models.UniqueConstraint(fields=('search', 'hour', 'source'), name='one_hour_of_figures')],
                    },
                ),
                migrations.CreateModel(
                    name='DayFigures',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mentions', models.BigIntegerField(default=0)),
                        ('groups', models.BigIntegerField(default=0)),
                        ('positive', models.BigIntegerField(default=0)),
                        ('neutral', models.BigIntegerField(default=0)),
                        ('negative', models.BigIntegerField(default=0)),
                        ('unsure', models.BigIntegerField(default=0)),
                        ('offensive', models.BigIntegerField(default=0)),
                        ('praise', models.BigIntegerField(default=0)),
                        ('likes', models.BigIntegerField(default=0)),
                        ('comments', models.BigIntegerField(default=0)),
                        ('shares', models.BigIntegerField(default=0)),
                        ('interactions_told', models.BigIntegerField(default=0)),
                        ('authors_reach', models.BigIntegerField(default=0)),
                        ('sharers_reach', models.BigIntegerField(default=0)),
                        ('reach_told', models.BigIntegerField(default=0)),
                        ('day', models.DateField()),
                        ('workspace', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('search', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.search')),
                        ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.source')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('search', 'day', 'source'), name='one_day_of_figures')],
                    },
                ),
                migrations.CreateModel(
                    name='TermHour',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('hour', models.DateTimeField()),
                        ('term', models.CharField(max_length=80)),
                        ('posts', models.PositiveIntegerField()),
                        ('search', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.search')),
                        ('workspace', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['search', 'term', 'hour'], name='listening_term_course'), models.Index(fields=['hour'], name='listening_term_old')],
                        'constraints': [models.UniqueConstraint(fields=('search', 'hour', 'term'), name='one_count_of_a_term')],
                    },
                ),
                migrations.CreateModel(
                    name='LookBack',
                    fields=[
                        ('search', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='look_back', serialize=False, to='listening.search')),
                        ('since', models.DateTimeField()),
                        ('version', models.PositiveIntegerField()),
                        ('total', models.PositiveIntegerField(default=0)),
                        ('done', models.PositiveIntegerField(default=0)),
                        ('found', models.PositiveIntegerField(default=0)),
                        ('stage', models.CharField(default='mentions', max_length=8)),
                        ('after', models.BigIntegerField(default=0)),
                        ('begun_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='AlarmRaised',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('counted', models.FloatField()),
                        ('usual', models.FloatField(null=True)),
                        ('mention', models.BigIntegerField(null=True)),
                        ('seen_at', models.DateTimeField(null=True)),
                        ('note', models.TextField(blank=True, max_length=2000)),
                        ('alarm', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='raised', to='listening.alarm')),
                        ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'verbose_name_plural': 'alarms raised',
                        'ordering': ('-at', '-pk'),
                    },
                ),
                migrations.CreateModel(
                    name='Match',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('tone', models.CharField(blank=True, choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative'), ('unsure', 'Unsure'), ('', 'Not read')], max_length=8)),
                        ('misspelt', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                        ('tagged', models.BooleanField(default=False)),
                        ('search', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.search')),
                        ('workspace', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('mention', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='matches', to='listening.mention')),
                        ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='listening.source')),
                    ],
                    options={
                        'verbose_name_plural': 'matches',
                    },
                ),
            ],
        ),
        *(migrations.RunSQL(PARTED.format(table=table), migrations.RunSQL.noop) for table in TABLES),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
    ]
