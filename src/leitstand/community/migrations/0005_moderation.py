"""Moderation, escalation and crises; the log of a crisis only grows."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0004_full_inbox'),
        ('compliance', '0005_profiles'),
        ('house', '0004_keeping'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('planning', '0014_motifs'),
    ]

    operations = [
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
