"""The inbox: what came in, conversations, answers and their attempts."""

import datetime
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('channels', '0005_knowledge'),
        ('house', '0002_entrance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('publishing', '0006_done_once'),
    ]

    operations = [
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
                ('handed_over_why', models.CharField(blank=True, choices=[('asked', 'A person was asked for'), ('complaint', 'It sounds like a complaint'), ('no_match', 'No rule fitted, twice')], max_length=12)),
                ('bot_misses', models.PositiveSmallIntegerField(default=0)),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conversations', to='channels.channel')),
                ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='conversations', to='publishing.publication')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', '-last_at'], name='conversation_latest'), models.Index(condition=models.Q(('state', 'open')), fields=['workspace', 'waiting_since'], name='conversation_waiting'), models.Index(fields=['publication'], name='conversation_of_post')],
                'constraints': [models.UniqueConstraint(fields=('channel', 'key'), name='one_conversation_per_key'), models.CheckConstraint(condition=models.Q(('state', 'open'), ('waiting_since__isnull', True), _connector='OR'), name='waiting_only_while_open')],
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
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('waiting', 'Is being sent'), ('claimed', 'About to go out'), ('sending', 'Being sent'), ('sent', 'Sent'), ('unknown', 'Unclear'), ('refused', 'Refused'), ('held', 'Held back'), ('dropped', 'Not sent')], default='waiting', max_length=10)),
                ('key', models.CharField(max_length=64)),
                ('is_automatic', models.BooleanField(default=False)),
                ('settles', models.BooleanField(default=True)),
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
    ]
