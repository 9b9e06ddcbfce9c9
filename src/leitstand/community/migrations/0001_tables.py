"""The tables of this room. What a database went through before this file stands under `replaces`."""

import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import leitstand.house.models
import uuid
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('community', '0001_initial'), ('community', '0002_watching'), ('community', '0003_purpose'), ('community', '0004_full_inbox'), ('community', '0005_moderation')]

    initial = True

    dependencies = [
        ('channels', '0001_tables'),
        ('compliance', '0001_tables'),
        ('house', '0001_tables'),
        ('leads', '0001_tables'),
        ('planning', '0001_tables'),
        ('publishing', '0001_tables'),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='AutoAnswering',
                    fields=[
                        ('channel', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='auto_answering', serialize=False, to='channels.channel')),
                        ('is_on', models.BooleanField(default=False)),
                        ('answers_in_public', models.BooleanField(default=False)),
                        ('language', models.CharField(choices=[('de', 'German'), ('en', 'English')], default='de', max_length=2)),
                        ('human_words', models.JSONField(default=list)),
                        ('complaint_words', models.JSONField(default=list)),
                        ('hand_over_text', models.TextField(blank=True)),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='ChannelTarget',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('urgency', models.CharField(blank=True, max_length=6)),
                        ('first_minutes', models.PositiveIntegerField()),
                        ('resolve_minutes', models.PositiveIntegerField()),
                        ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'channel', 'urgency'), name='one_target_per_channel_urgency', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='Conversation',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('comment', 'Comment'), ('mention', 'Mention'), ('quote', 'Quote'), ('message', 'Message'), ('review', 'Review')], max_length=10)),
                        ('key', models.CharField(max_length=420)),
                        ('post_id', models.CharField(blank=True, max_length=400)),
                        ('state', models.CharField(choices=[('open', 'Waiting for an answer'), ('answered', 'Answered'), ('done', 'Done')], default='open', max_length=10)),
                        ('began_at', models.DateTimeField()),
                        ('last_at', models.DateTimeField()),
                        ('waiting_since', models.DateTimeField(null=True)),
                        ('handed_over_at', models.DateTimeField(null=True)),
                        ('handed_over_why', models.CharField(blank=True, choices=[('asked', 'A person was asked for'), ('complaint', 'It sounds like a complaint'), ('no_match', 'No rule fitted, twice'), ('law', 'The law stands against the automatic answer')], max_length=12)),
                        ('bot_misses', models.PositiveSmallIntegerField(default=0)),
                        ('snoozed_until', models.DateTimeField(null=True)),
                        ('is_spam', models.BooleanField(default=False)),
                        ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='channels.channel')),
                        ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='conversations', to='publishing.publication')),
                        ('snoozed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['workspace', '-last_at'], name='conversation_latest'), models.Index(condition=models.Q(('state', 'open')), fields=['workspace', 'waiting_since'], name='conversation_waiting'), models.Index(fields=['publication'], name='conversation_of_post'), models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['snoozed_until'], name='conversation_snoozed')],
                        'constraints': [models.UniqueConstraint(fields=('channel', 'key'), name='one_conversation_per_key'), models.CheckConstraint(condition=models.Q(('state', 'open'), ('waiting_since__isnull', True), _connector='OR'), name='waiting_only_while_open')],
                    },
                ),
                migrations.CreateModel(
                    name='Crisis',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('title', models.CharField(max_length=160)),
                        ('reason', models.TextField()),
                        ('is_drill', models.BooleanField(default=False)),
                        ('measure', models.CharField(choices=[('second', 'Everything needs a second approval'), ('stop', 'All sending is stopped')], max_length=6)),
                        ('measure_is_ours', models.BooleanField(default=False)),
                        ('noticed_at', models.DateTimeField()),
                        ('began_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('what', models.TextField(blank=True)),
                        ('worked', models.TextField(blank=True)),
                        ('failed', models.TextField(blank=True)),
                        ('changes', models.TextField(blank=True)),
                        ('reviewed_at', models.DateTimeField(null=True)),
                        ('began_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='compliance.incident')),
                        ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-began_at'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('workspace', 'is_drill'), name='one_crisis_at_a_time'), models.CheckConstraint(condition=models.Q(('is_drill', False), ('measure_is_ours', False), _connector='OR'), name='an_exercise_takes_no_measure')],
                    },
                ),
                migrations.CreateModel(
                    name='CrisisRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.SlugField(max_length=12)),
                        ('reach', models.CharField(blank=True, max_length=300)),
                        ('changed_at', models.DateTimeField()),
                        ('deputy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'role'), name='one_row_per_crisis_role')],
                    },
                ),
                migrations.CreateModel(
                    name='HandlingFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='way')),
                        ('first', models.DateField(verbose_name='from')),
                        ('last', models.DateField(verbose_name='to')),
                        ('minutes', models.DecimalField(decimal_places=1, max_digits=7, verbose_name='minutes for a case')),
                        ('cases', models.PositiveIntegerField(blank=True, null=True, verbose_name='cases')),
                        ('source', models.CharField(max_length=200, verbose_name='source')),
                        ('entered_at', models.DateTimeField()),
                        ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-last', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Impulse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=120)),
                        ('text', models.TextField()),
                        ('made_at', models.DateTimeField()),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['title'],
                    },
                ),
                migrations.CreateModel(
                    name='InboxChannel',
                    fields=[
                        ('channel', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='inbox', serialize=False, to='channels.channel')),
                        ('read_until', models.DateTimeField(null=True)),
                        ('next_at', models.DateTimeField()),
                        ('blocked_until', models.DateTimeField(null=True)),
                        ('tries', models.PositiveIntegerField(default=0)),
                        ('problem', models.CharField(blank=True, max_length=200)),
                        ('last_at', models.DateTimeField(null=True)),
                        ('heard_at', models.DateTimeField(null=True)),
                        ('limited_at', models.DateTimeField(null=True)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['next_at'], name='inbox_due')],
                    },
                ),
                migrations.CreateModel(
                    name='InboxRules',
                    fields=[
                        ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='inbox_rules', serialize=False, to='house.workspace')),
                        ('keeps_holidays', models.BooleanField(default=True)),
                        ('checked_roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list, size=None)),
                        ('people_at_once', models.PositiveSmallIntegerField(default=1)),
                        ('productive_percent', models.PositiveSmallIntegerField(default=60)),
                        ('minutes_per_case', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('checked_people', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='KindRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('inquiry', models.CharField(max_length=12)),
                        ('first_minutes', models.PositiveIntegerField()),
                        ('resolve_minutes', models.PositiveIntegerField()),
                        ('is_sensitive', models.BooleanField(default=False)),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('then', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'inquiry'), name='one_rule_per_inquiry')],
                    },
                ),
                migrations.CreateModel(
                    name='Level',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('name', models.CharField(max_length=80)),
                        ('reach', models.CharField(blank=True, max_length=300)),
                        ('opens', models.TimeField(blank=True, null=True)),
                        ('closes', models.TimeField(blank=True, null=True)),
                        ('weekdays_only', models.BooleanField(default=False)),
                        ('minutes', models.PositiveIntegerField(default=30)),
                        ('triggers', models.JSONField(default=dict)),
                        ('may_decide', models.TextField(blank=True)),
                        ('people', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'number'), name='one_level_per_number')],
                    },
                ),
                migrations.CreateModel(
                    name='ModerationSettings',
                    fields=[
                        ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='house.workspace')),
                        ('turns', models.PositiveSmallIntegerField()),
                        ('reason', models.CharField(blank=True, max_length=300)),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                ),
                migrations.CreateModel(
                    name='Netiquette',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('key', models.CharField(max_length=40)),
                        ('language', models.CharField(max_length=5)),
                        ('blocks', models.JSONField(default=list)),
                        ('own', models.TextField(blank=True)),
                        ('contact', models.CharField(blank=True, max_length=200)),
                        ('text', models.TextField()),
                        ('published_at', models.DateTimeField()),
                        ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'indexes': [models.Index(fields=['key'], name='netiquette_key')],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'number'), name='netiquette_is_counted')],
                    },
                ),
                migrations.CreateModel(
                    name='PolicyPart',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('part', models.SlugField(max_length=10)),
                        ('text', models.TextField()),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'part'), name='one_text_per_r')],
                    },
                ),
                migrations.CreateModel(
                    name='PostWatch',
                    fields=[
                        ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='watch', serialize=False, to='publishing.publication')),
                        ('watch_until', models.DateTimeField(null=True)),
                        ('question', models.CharField(blank=True, max_length=500)),
                        ('asked_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('partnership', 'A partnership may come of it'), ('contact', 'New contacts'), ('nothing', 'Nothing further')], max_length=11)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='QuestionIdea',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=300)),
                        ('form', models.CharField(choices=[('faq', 'Question and answer'), ('tutorial', 'Tutorial')], max_length=8)),
                        ('made_at', models.DateTimeField()),
                        ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.idea')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'key'), name='one_idea_per_question')],
                    },
                ),
                migrations.CreateModel(
                    name='ReplyWatch',
                    fields=[
                        ('publication', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='reply_watch', serialize=False, to='publishing.publication')),
                        ('next_at', models.DateTimeField(null=True)),
                        ('read_until', models.DateTimeField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=200)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['next_at'], name='reply_watch_due')],
                    },
                ),
                migrations.CreateModel(
                    name='SafetyCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject', models.CharField(choices=[('placement', 'Placement'), ('partner', 'Partner')], max_length=10)),
                        ('title', models.CharField(max_length=120)),
                        ('begun_at', models.DateTimeField()),
                        ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-begun_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='SavedReply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=80, verbose_name='title')),
                        ('text', models.TextField(verbose_name='text')),
                        ('inquiry', models.CharField(blank=True, max_length=12)),
                        ('intent', models.CharField(blank=True, max_length=10)),
                        ('language', models.CharField(blank=True, choices=[('', 'Any language'), ('de', 'German'), ('en', 'English')], max_length=2)),
                        ('changed_at', models.DateTimeField()),
                        ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['title', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'title'), name='one_reply_per_title')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, verbose_name='name')),
                        ('query', models.CharField(max_length=500)),
                        ('made_at', models.DateTimeField()),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['name', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ServiceHours',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weekday', models.PositiveSmallIntegerField()),
                        ('opens', models.TimeField(default=datetime.time(9, 0))),
                        ('closes', models.TimeField(default=datetime.time(17, 0))),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['weekday'],
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'weekday'), name='one_span_per_weekday'), models.CheckConstraint(condition=models.Q(('opens__lt', models.F('closes'))), name='service_opens_before_it_closes')],
                    },
                ),
                migrations.CreateModel(
                    name='WatchShift',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('begins', models.DateTimeField()),
                        ('ends', models.DateTimeField()),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watch_shifts', to='planning.campaign')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['begins'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('begins__lte', models.F('ends'))), name='shift_begins_before_it_ends')],
                    },
                ),
                migrations.CreateModel(
                    name='AutoReply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('trigger', models.CharField(choices=[('first', 'First message of a conversation'), ('outside_hours', 'Outside service hours'), ('keywords', 'Certain words')], max_length=14)),
                        ('words', models.JSONField(default=list)),
                        ('text', models.TextField()),
                        ('position', models.PositiveIntegerField(default=0)),
                        ('answering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='community.autoanswering')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Case',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opened_at', models.DateTimeField()),
                        ('counts', models.BooleanField(default=True)),
                        ('inquiry', models.CharField(blank=True, max_length=12)),
                        ('inquiry_by_person', models.BooleanField(default=False)),
                        ('inquiry_why', models.CharField(blank=True, max_length=10)),
                        ('cues', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                        ('urgency', models.CharField(choices=[('urgent', 'Urgent'), ('normal', 'Normal'), ('low', 'Can wait')], default='normal', max_length=6)),
                        ('urgency_by_person', models.BooleanField(default=False)),
                        ('intent', models.CharField(blank=True, max_length=10)),
                        ('order_ref', models.CharField(blank=True, max_length=80)),
                        ('warn_at', models.DateTimeField(null=True)),
                        ('due_at', models.DateTimeField(null=True)),
                        ('escalate_at', models.DateTimeField(null=True)),
                        ('warned_at', models.DateTimeField(null=True)),
                        ('missed_at', models.DateTimeField(null=True)),
                        ('escalated_at', models.DateTimeField(null=True)),
                        ('resolve_due_at', models.DateTimeField(null=True)),
                        ('resolve_missed_at', models.DateTimeField(null=True)),
                        ('first_auto_at', models.DateTimeField(null=True)),
                        ('first_answer_at', models.DateTimeField(null=True)),
                        ('first_minutes', models.PositiveIntegerField(null=True)),
                        ('first_in_time', models.BooleanField(null=True)),
                        ('answers_by_rules', models.PositiveIntegerField(default=0)),
                        ('answers_by_people', models.PositiveIntegerField(default=0)),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('settled_by', models.CharField(blank=True, choices=[('person', 'By a person'), ('silence', 'Nothing more was said')], max_length=8)),
                        ('settled_minutes', models.PositiveIntegerField(null=True)),
                        ('came_back_at', models.DateTimeField(null=True)),
                        ('handled_seconds', models.PositiveIntegerField(default=0)),
                        ('rating_key', models.CharField(blank=True, max_length=64)),
                        ('rating', models.PositiveSmallIntegerField(null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                        ('rated_at', models.DateTimeField(null=True)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='community.conversation')),
                    ],
                    options={
                        'ordering': ['opened_at', 'pk'],
                        'indexes': [models.Index(fields=['workspace', 'opened_at'], name='cases_in_time'), models.Index(condition=models.Q(('due_at__isnull', False), ('settled_at', None)), fields=['due_at'], name='case_clock'), models.Index(condition=models.Q(('resolve_due_at__isnull', False), ('settled_at', None)), fields=['resolve_due_at'], name='case_resolve_clock')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('conversation',), name='one_open_case_per_conversation'), models.UniqueConstraint(condition=models.Q(('rating_key', ''), _negated=True), fields=('rating_key',), name='one_rating_key'), models.CheckConstraint(condition=models.Q(('rating', None), ('rating__range', (1, 5)), _connector='OR'), name='rating_from_one_to_five')],
                    },
                ),
                migrations.CreateModel(
                    name='CrisisEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('kind', models.SlugField(max_length=12)),
                        ('text', models.TextField(blank=True)),
                        ('crisis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='community.crisis')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='CrisisTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.SlugField(max_length=12)),
                        ('number', models.PositiveSmallIntegerField()),
                        ('done_at', models.DateTimeField(null=True)),
                        ('crisis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='community.crisis')),
                        ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(blank=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('at', models.DateTimeField()),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='community.conversation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('conversation', 'person'), name='one_draft_per_person_and_conversation')],
                    },
                ),
                migrations.CreateModel(
                    name='Escalation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=160)),
                        ('reason', models.TextField(blank=True)),
                        ('level', models.PositiveSmallIntegerField()),
                        ('opened_at', models.DateTimeField()),
                        ('due_at', models.DateTimeField(null=True)),
                        ('taken_at', models.DateTimeField(null=True)),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('outcome', models.TextField(blank=True)),
                        ('conversation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.conversation')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-opened_at', '-pk'],
                        'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='escalation_due')],
                    },
                ),
                migrations.CreateModel(
                    name='Incoming',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('external_id', models.CharField(max_length=400)),
                        ('kind', models.CharField(choices=[('comment', 'Comment'), ('mention', 'Mention'), ('quote', 'Quote'), ('message', 'Message'), ('review', 'Review')], max_length=10)),
                        ('author_key', models.CharField(blank=True, max_length=200)),
                        ('author_handle', models.CharField(blank=True, max_length=200)),
                        ('author_name', models.CharField(blank=True, max_length=200)),
                        ('author_url', models.CharField(blank=True, max_length=500)),
                        ('text', models.TextField(blank=True)),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('at', models.DateTimeField()),
                        ('post_id', models.CharField(blank=True, max_length=400)),
                        ('parent_id', models.CharField(blank=True, max_length=400)),
                        ('talk_id', models.CharField(blank=True, max_length=400)),
                        ('rating', models.PositiveSmallIntegerField(null=True)),
                        ('visibility', models.CharField(choices=[('shown', 'Visible'), ('hidden', 'Hidden'), ('removed', 'Removed')], default='shown', max_length=8)),
                        ('language', models.CharField(blank=True, max_length=2)),
                        ('stage', models.CharField(blank=True, max_length=8)),
                        ('stage_by_person', models.BooleanField(default=False)),
                        ('stage_why', models.CharField(blank=True, max_length=10)),
                        ('tone', models.CharField(blank=True, choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], max_length=8)),
                        ('tone_by_person', models.BooleanField(default=False)),
                        ('received_at', models.DateTimeField()),
                        ('fetched_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField(null=True)),
                        ('forget_text_at', models.DateTimeField(null=True)),
                        ('forget_author_at', models.DateTimeField(null=True)),
                        ('text_forgotten_at', models.DateTimeField(null=True)),
                        ('author_forgotten_at', models.DateTimeField(null=True)),
                        ('erased_at', models.DateTimeField(null=True)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='incoming', to='community.conversation')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['conversation', 'at'], name='incoming_of_conversation'), models.Index(fields=['channel', 'author_key'], name='incoming_of_author'), models.Index(condition=models.Q(('text_forgotten_at__isnull', True)), fields=['forget_text_at'], name='incoming_text_to_forget'), models.Index(condition=models.Q(('author_forgotten_at__isnull', True)), fields=['forget_author_at'], name='incoming_author_to_forget')],
                        'constraints': [models.UniqueConstraint(fields=('channel', 'external_id'), name='nothing_comes_in_twice'), models.CheckConstraint(condition=models.Q(('text_forgotten_at__isnull', True), ('text', ''), _connector='OR'), name='forgotten_text_is_gone'), models.CheckConstraint(condition=models.Q(('author_forgotten_at__isnull', True), models.Q(('author_handle', ''), ('author_name', ''), ('author_url', '')), _connector='OR'), name='forgotten_author_is_gone')],
                    },
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField()),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='community.conversation')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Presence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('typed_at', models.DateTimeField(null=True)),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='present', to='community.conversation')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('conversation', 'person'), name='one_presence_per_person_and_conversation')],
                    },
                ),
                migrations.CreateModel(
                    name='SafetyAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('point', models.SlugField(max_length=20)),
                        ('answer', models.CharField(choices=[('yes', 'met'), ('no', 'not met'), ('none', 'does not apply')], max_length=4)),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('answered_at', models.DateTimeField()),
                        ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='community.safetycheck')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('check_of', 'point'), name='one_answer_per_point')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('text', models.TextField()),
                        ('purpose', models.CharField(default='service', max_length=12)),
                        ('contract', models.CharField(blank=True, max_length=200)),
                        ('basis', models.CharField(blank=True, max_length=12)),
                        ('state', models.CharField(choices=[('review', 'Waits for a second person'), ('waiting', 'Is being sent'), ('claimed', 'About to go out'), ('sending', 'Being sent'), ('sent', 'Sent'), ('unknown', 'Unclear'), ('refused', 'Refused'), ('held', 'Held back'), ('dropped', 'Not sent')], default='waiting', max_length=10)),
                        ('key', models.CharField(max_length=64)),
                        ('is_automatic', models.BooleanField(default=False)),
                        ('settles', models.BooleanField(default=True)),
                        ('reviewed_at', models.DateTimeField(null=True)),
                        ('review_note', models.CharField(blank=True, max_length=500)),
                        ('created_at', models.DateTimeField()),
                        ('try_at', models.DateTimeField(null=True)),
                        ('until', models.DateTimeField()),
                        ('tries', models.PositiveIntegerField(default=0)),
                        ('reason', models.CharField(blank=True, max_length=20)),
                        ('reason_text', models.TextField(blank=True)),
                        ('claimed_by', models.CharField(blank=True, max_length=80)),
                        ('lease_until', models.DateTimeField(null=True)),
                        ('external_id', models.CharField(blank=True, max_length=400)),
                        ('url', models.CharField(blank=True, max_length=500)),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('proof', models.CharField(blank=True, max_length=12)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.autoreply')),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='community.conversation')),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='community.incoming')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['conversation', 'created_at'], name='answer_of_conversation'), models.Index(condition=models.Q(('state__in', ['waiting', 'claimed', 'sending', 'unknown'])), fields=['try_at'], name='answer_due'), models.Index(fields=['channel', 'external_id'], name='answer_on_the_network')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), models.Q(('sent_at__isnull', False), models.Q(('proof', ''), _negated=True)), _connector='OR'), name='sent_answer_has_proof'), models.UniqueConstraint(condition=models.Q(('state', 'sending')), fields=('conversation',), name='one_answer_in_flight_per_conversation')],
                    },
                ),
                migrations.CreateModel(
                    name='EscalationEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('what', models.SlugField(max_length=12)),
                        ('level', models.PositiveSmallIntegerField()),
                        ('escalation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='community.escalation')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='AnswerAttempt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=64)),
                        ('first_at', models.DateTimeField()),
                        ('started_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, max_length=16)),
                        ('said', models.TextField(blank=True)),
                        ('worker', models.CharField(max_length=80)),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='community.answer')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('answer',), name='one_open_attempt_per_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedbackItem',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('criticism', 'Criticism'), ('wish', 'Wish or suggestion'), ('question', 'Question that says something'), ('praise', 'Praise')], max_length=10)),
                        ('title', models.CharField(max_length=160)),
                        ('insight', models.TextField(blank=True)),
                        ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                        ('state', models.CharField(choices=[('noted', 'Noted'), ('handed_over', 'Handed over'), ('planned', 'Will be changed'), ('declined', 'Will not be changed'), ('done', 'Changed')], default='noted', max_length=12)),
                        ('receiver', models.CharField(blank=True, choices=[('product', 'Product development'), ('marketing', 'Marketing'), ('service', 'Service'), ('management', 'Management')], max_length=10)),
                        ('due_on', models.DateField(blank=True, null=True)),
                        ('decision', models.TextField(blank=True)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('change', models.TextField(blank=True)),
                        ('changed_on', models.DateField(blank=True, null=True)),
                        ('result', models.TextField(blank=True)),
                        ('reply_url', models.CharField(blank=True, max_length=500)),
                        ('is_story', models.BooleanField(default=False)),
                        ('is_public', models.BooleanField(default=False)),
                        ('public_key', models.CharField(default=leitstand.house.models.new_token, max_length=64, unique=True)),
                        ('public_text', models.TextField(blank=True)),
                        ('noted_at', models.DateTimeField()),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('receiver_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.answer')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-noted_at', 'pk'],
                        'indexes': [models.Index(fields=['workspace', 'state'], name='feedback_by_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('change', ''), _negated=True), _connector='OR'), name='changed_feedback_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['planned', 'declined', 'done']), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='decided_feedback_says_when')],
                    },
                ),
                migrations.CreateModel(
                    name='CameOf',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('what', models.CharField(choices=[('lead', 'Lead'), ('idea', 'Idea for a post'), ('incident', 'Incident'), ('feedback', 'Feedback on the product')], max_length=8)),
                        ('at', models.DateTimeField()),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('idea', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.idea')),
                        ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compliance.incident')),
                        ('opportunity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.opportunity')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='came_of', to='community.conversation')),
                        ('feedback', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='community.feedbackitem')),
                        ('incoming', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='came_of', to='community.incoming')),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opportunity', None), ('what', 'lead'), _connector='OR'), models.Q(('idea', None), ('what', 'idea'), _connector='OR'), models.Q(('incident', None), ('what', 'incident'), _connector='OR'), models.Q(('feedback', None), ('what', 'feedback'), _connector='OR')), name='came_of_it_is_one_thing'), models.UniqueConstraint(condition=models.Q(('feedback__isnull', False)), fields=('conversation', 'feedback'), name='one_voice_per_conversation_and_feedback')],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='conversation',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.case'),
        ),
        # The log of a crisis only grows: who wrote a line may be forgotten, its words and its time stay.
        migrations.RunSQL(
            """
            CREATE FUNCTION community_crisis_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    IF EXISTS (SELECT FROM community_crisis c WHERE c.id = OLD.crisis_id AND c.ended_at IS NULL) THEN
                        RAISE EXCEPTION 'the log of a crisis only grows' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN OLD;
                END IF;
                IF NEW.at <> OLD.at OR NEW.kind <> OLD.kind OR NEW.text <> OLD.text OR NEW.crisis_id <> OLD.crisis_id
                    OR (NEW.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id) THEN
                    RAISE EXCEPTION 'the log of a crisis only grows' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER community_crisis_log_stays BEFORE UPDATE OR DELETE ON community_crisisentry
            FOR EACH ROW EXECUTE FUNCTION community_crisis_log_stays();
            """,
            "DROP TRIGGER community_crisis_log_stays ON community_crisisentry; DROP FUNCTION community_crisis_log_stays();",
        ),
    ]
