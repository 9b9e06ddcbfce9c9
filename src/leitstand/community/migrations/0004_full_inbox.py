"""The full inbox: cases with their clock, work of many hands, what comes of it."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import leitstand.house.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0005_knowledge'),
        ('community', '0003_purpose'),
        ('compliance', '0005_profiles'),
        ('house', '0004_keeping'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('leads', '0001_initial'),
        ('planning', '0014_motifs'),
        ('publishing', '0010_approval_law'),
    ]

    operations = [
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
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='community.conversation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
                'indexes': [models.Index(fields=['workspace', 'opened_at'], name='cases_in_time'), models.Index(condition=models.Q(('due_at__isnull', False), ('settled_at', None)), fields=['due_at'], name='case_clock'), models.Index(condition=models.Q(('resolve_due_at__isnull', False), ('settled_at', None)), fields=['resolve_due_at'], name='case_resolve_clock')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('conversation',), name='one_open_case_per_conversation'), models.UniqueConstraint(condition=models.Q(('rating_key', ''), _negated=True), fields=('rating_key',), name='one_rating_key'), models.CheckConstraint(condition=models.Q(('rating', None), ('rating__range', (1, 5)), _connector='OR'), name='rating_from_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='CameOf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('lead', 'Lead'), ('idea', 'Idea for a post'), ('incident', 'Incident'), ('feedback', 'Feedback on the product')], max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conversation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='came_of', to='community.conversation')),
                ('idea', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.idea')),
                ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='compliance.incident')),
                ('incoming', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='came_of', to='community.incoming')),
                ('opportunity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.opportunity')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                ('feedback', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='community.feedbackitem')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opportunity', None), ('what', 'lead'), _connector='OR'), models.Q(('idea', None), ('what', 'idea'), _connector='OR'), models.Q(('incident', None), ('what', 'incident'), _connector='OR'), models.Q(('feedback', None), ('what', 'feedback'), _connector='OR')), name='came_of_it_is_one_thing'), models.UniqueConstraint(condition=models.Q(('feedback__isnull', False)), fields=('conversation', 'feedback'), name='one_voice_per_conversation_and_feedback')],
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='review_note',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='answer',
            name='reviewed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='answer',
            name='reviewed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conversation',
            name='is_spam',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='conversation',
            name='snoozed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conversation',
            name='snoozed_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='incoming',
            name='language',
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name='incoming',
            name='stage',
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.AddField(
            model_name='incoming',
            name='stage_by_person',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='incoming',
            name='stage_why',
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name='incoming',
            name='tone',
            field=models.CharField(blank=True, choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], max_length=8),
        ),
        migrations.AddField(
            model_name='incoming',
            name='tone_by_person',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='answer',
            name='state',
            field=models.CharField(choices=[('review', 'Waits for a second person'), ('waiting', 'Is being sent'), ('claimed', 'About to go out'), ('sending', 'Being sent'), ('sent', 'Sent'), ('unknown', 'Unclear'), ('refused', 'Refused'), ('held', 'Held back'), ('dropped', 'Not sent')], default='waiting', max_length=10),
        ),
        migrations.AddField(
            model_name='conversation',
            name='case',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.case'),
        ),
        migrations.AddIndex(
            model_name='conversation',
            index=models.Index(condition=models.Q(('snoozed_until__isnull', False)), fields=['snoozed_until'], name='conversation_snoozed'),
        ),
    ]
