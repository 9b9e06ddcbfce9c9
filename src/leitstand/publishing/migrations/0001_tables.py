"""The tables of this room. What a database went through before this file stands under `replaces`."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from leitstand.house.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [('publishing', '0001_initial'), ('publishing', '0002_draft'), ('publishing', '0003_sending'), ('publishing', '0004_look_again'), ('publishing', '0005_cards_of_a_workspace'), ('publishing', '0006_done_once'), ('publishing', '0007_checks'), ('publishing', '0008_judged'), ('publishing', '0009_unmeasured_index'), ('publishing', '0010_approval_law'), ('publishing', '0011_crisis')]

    initial = True

    dependencies = [
        ('channels', '0001_tables'),
        ('house', '0001_tables'),
        ('planning', '0001_tables'),
    ]

    operations = [
        # jsonb keeps its keys in one order, so equal plans have equal digests. convert_to is only STABLE in PostgreSQL
        # because of its second argument; with a constant encoding the function is what it says: immutable.
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION plan_digest(plan jsonb) RETURNS text
                LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
                AS $$ SELECT encode(sha256(convert_to(plan::text, 'UTF8')), 'hex') $$;
            """,
            reverse_sql="DROP FUNCTION plan_digest(jsonb);",
        ),
        CreateModels(
            models=[
                migrations.CreateModel(
                    name='Lane',
                    fields=[
                        ('channel', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lane', serialize=False, to='channels.channel')),
                        ('worker', models.CharField(blank=True, db_default='', default='', max_length=80)),
                        ('lease_until', models.DateTimeField(null=True)),
                        ('blocked_until', models.DateTimeField(null=True)),
                        ('reason', models.CharField(blank=True, max_length=40)),
                        ('quota_remaining', models.IntegerField(null=True)),
                        ('quota_resets_at', models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='WorkerBeat',
                    fields=[
                        ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                        ('started_at', models.DateTimeField()),
                        ('seen_at', models.DateTimeField()),
                        ('sent', models.PositiveBigIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name='ChannelBasics',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('action', models.BooleanField(default=False, verbose_name='call to action')),
                        ('hashtags', models.BooleanField(default=False, verbose_name='hashtags')),
                        ('hashtags_most', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hashtags at most')),
                        ('words_between_headings', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='words between headings')),
                        ('own_text', models.BooleanField(default=False, verbose_name='text of its own')),
                        ('channel', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='channels.channel')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='Circuit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(max_length=40)),
                        ('host', models.CharField(max_length=300)),
                        ('failures', models.PositiveIntegerField(default=0)),
                        ('open_until', models.DateTimeField(null=True)),
                        ('last_error', models.TextField(blank=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('network', 'host'), name='one_circuit_per_server')],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='draft', serialize=False, to='planning.item')),
                        ('content', models.JSONField()),
                        ('version', models.PositiveIntegerField(default=0)),
                        ('updated_at', models.DateTimeField()),
                        ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('planned', 'Scheduled'), ('claimed', 'About to go out'), ('sending', 'Being sent'), ('waiting', 'Waiting for the next try'), ('published', 'Published'), ('unknown', 'Unclear'), ('refused', 'Refused'), ('held', 'Held back'), ('handed_over', 'By hand'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                        ('follows_shared', models.BooleanField(default=True)),
                        ('content', models.JSONField()),
                        ('content_digest', models.GeneratedField(db_persist=True, expression=models.Func('content', function='plan_digest'), output_field=models.CharField(max_length=64))),
                        ('submitted_digest', models.CharField(blank=True, max_length=64)),
                        ('approved_digest', models.CharField(blank=True, max_length=64)),
                        ('due_at', models.DateTimeField(null=True)),
                        ('grace_minutes', models.PositiveIntegerField(default=120)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('claimed_by', models.CharField(blank=True, max_length=80)),
                        ('try_at', models.DateTimeField(null=True)),
                        ('tries', models.PositiveIntegerField(default=0)),
                        ('reason', models.CharField(blank=True, max_length=40)),
                        ('reason_text', models.TextField(blank=True)),
                        ('judged', models.CharField(blank=True, db_default='', max_length=120)),
                        ('published_at', models.DateTimeField(null=True)),
                        ('external_id', models.CharField(blank=True, max_length=300)),
                        ('external_url', models.CharField(blank=True, max_length=500)),
                        ('carried', models.JSONField(default=dict)),
                        ('proof', models.CharField(blank=True, max_length=12)),
                        ('measured_at', models.DateTimeField(null=True)),
                        ('untold', models.BooleanField(db_default=False, default=False)),
                        ('created_at', models.DateTimeField()),
                        ('updated_at', models.DateTimeField()),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='channels.channel')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='publications', to='planning.item')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state__in', ['planned', 'waiting'])), fields=['due_at', 'id'], name='publication_due'), models.Index(condition=models.Q(('state__in', ['claimed', 'sending'])), fields=['channel'], name='publication_on_its_way'), models.Index(condition=models.Q(('untold', True)), fields=['updated_at'], name='publication_untold'), models.Index(condition=models.Q(('state', 'unknown')), fields=['try_at'], name='publication_look_again'), models.Index(fields=['workspace', 'state', 'due_at'], name='publication_queue'), models.Index(fields=['workspace', '-published_at'], name='publication_sent'), models.Index(condition=models.Q(('measured_at', None), ('state', 'published')), fields=['workspace', '-published_at'], name='publication_unmeasured'), models.Index(fields=['channel', '-published_at'], name='publication_channel')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['claimed', 'handed_over', 'planned', 'sending', 'waiting']), _negated=True), ('approved_digest', models.F('content_digest')), _connector='OR'), name='only_approved_content_is_queued'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['planned', 'claimed']), _negated=True), ('due_at__isnull', False), _connector='OR'), name='queued_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_at__isnull', False), models.Q(('proof', ''), _negated=True)), _connector='OR'), name='published_has_proof'), models.UniqueConstraint(fields=('item', 'channel'), name='one_publication_per_channel'), models.UniqueConstraint(condition=models.Q(('state', 'sending')), fields=('channel',), name='one_in_flight_per_channel')],
                    },
                ),
                migrations.CreateModel(
                    name='RequiredList',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=30)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'name'), name='a_list_is_required_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SecondLook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.TextField(blank=True)),
                        ('began_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('began_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('workspace',), name='one_second_look_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='StopSwitch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('pulled_at', models.DateTimeField()),
                        ('reason', models.TextField(blank=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pulled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('workspace',), name='one_stop_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Card',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('url', models.CharField(max_length=2000)),
                        ('title', models.CharField(blank=True, max_length=300)),
                        ('description', models.CharField(blank=True, max_length=1000)),
                        ('picture', models.JSONField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=200)),
                        ('fetched_at', models.DateTimeField()),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'url'), name='one_card_per_link')],
                    },
                ),
                migrations.CreateModel(
                    name='DoneOnce',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=120)),
                        ('at', models.DateTimeField()),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.item')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('workspace', 'key'), name='done_once_per_key')],
                    },
                ),
                migrations.CreateModel(
                    name='ItemTick',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60)),
                        ('at', models.DateTimeField()),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='planning.item')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('item', 'name'), name='one_tick_for_each_question')],
                    },
                ),
                migrations.CreateModel(
                    name='Presence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seen_at', models.DateTimeField()),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='planning.item')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('item', 'person'), name='present_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Attempt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('step', models.CharField(max_length=60)),
                        ('position', models.PositiveIntegerField()),
                        ('key', models.CharField(max_length=64)),
                        ('first_at', models.DateTimeField()),
                        ('started_at', models.DateTimeField()),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, max_length=16)),
                        ('answer', models.TextField(blank=True)),
                        ('carried', models.JSONField(default=dict)),
                        ('worker', models.CharField(blank=True, max_length=80)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='publishing.publication')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['publication', 'position', 'id'], name='publishing__publica_ec94af_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Approval',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64)),
                        ('requested_at', models.DateTimeField()),
                        ('decision', models.CharField(blank=True, choices=[('approved', 'Approved'), ('changes', 'Changes wanted'), ('rejected', 'Rejected')], max_length=12)),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('comment', models.TextField(blank=True)),
                        ('is_self', models.BooleanField(default=False)),
                        ('self_reason', models.TextField(blank=True)),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('revoked_why', models.CharField(blank=True, max_length=40)),
                        ('reminded_at', models.DateTimeField(null=True)),
                        ('checks', models.JSONField(default=dict)),
                        ('judgement', models.JSONField(db_default={}, default=dict)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='publishing.publication')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['workspace', 'decision', 'requested_at'], name='publishing__workspa_b3335b_idx')],
                    },
                ),
                migrations.CreateModel(
                    name='Remark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('text', models.TextField()),
                        ('resolved_at', models.DateTimeField(null=True)),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='planning.item')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='publishing.publication')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['at'],
                    },
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('content', models.JSONField()),
                        ('digest', models.CharField(max_length=64)),
                        ('at', models.DateTimeField()),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='publishing.publication')),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('publication', 'number'), name='versions_are_counted')],
                    },
                ),
                migrations.CreateModel(
                    name='DraftVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('content', models.JSONField()),
                        ('at', models.DateTimeField()),
                        ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='publishing.draft')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('draft', 'number'), name='draft_versions_are_counted')],
                    },
                ),
                migrations.CreateModel(
                    name='SecondApproval',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField()),
                        ('approval', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seconds', to='publishing.approval')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='house.workspace')),
                        ('look', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='publishing.secondlook')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('look', 'approval'), name='seconded_once')],
                    },
                ),
            ],
        ),
        # What was sent, or may have been, keeps its words: no way of writing to the table changes them afterwards.
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION publication_content_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.content IS DISTINCT FROM OLD.content AND (
                        OLD.state IN ('sending', 'published', 'unknown', 'handed_over') OR OLD.external_id <> ''
                    ) THEN
                        RAISE EXCEPTION 'the content of publication % is frozen: it is %', OLD.id, OLD.state
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'content_is_frozen';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER content_is_frozen BEFORE UPDATE OF content ON publishing_publication
                    FOR EACH ROW EXECUTE FUNCTION publication_content_is_frozen();
            """,
            reverse_sql="""
                DROP TRIGGER content_is_frozen ON publishing_publication;
                DROP FUNCTION publication_content_is_frozen();
            """,
        ),
    ]
