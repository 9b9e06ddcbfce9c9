"""Whatever people do in whatever order: what stands in the queue is exactly what somebody with other eyes approved."""

import itertools
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from leitstand.house.actor import NotAllowed
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.library.models import Asset
from leitstand.library.queries import as_media
from leitstand.planning.models import Item
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.ask_changes import ask_changes
from leitstand.publishing.actions.follow_item import follow_item
from leitstand.publishing.actions.publish_now import publish_now
from leitstand.publishing.actions.reject import reject
from leitstand.publishing.actions.replace_media import replace_media
from leitstand.publishing.actions.reschedule import reschedule
from leitstand.publishing.actions.restore_version import restore_version
from leitstand.publishing.actions.revoke import revoke
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.actions.unschedule import unschedule
from leitstand.publishing.actions.withdraw import withdraw
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.core.states import NEEDS_APPROVAL
from leitstand.publishing.models import Approval, Publication, Version
from leitstand.publishing.tests.writing import make_channel, make_item, said

number = itertools.count()
PEOPLE = st.sampled_from(["ada", "ben", "olga", "cem"])
CHANNELS = st.integers(0, 1)
PLACES = st.sets(CHANNELS, min_size=1)
WORDS = st.sampled_from(["Eins.", "Zwei.", "Drei.", "x" * 101])
FIELDS = st.sampled_from(["title", "excerpt", "first_comment"])


class Team(RuleBasedStateMachine):
    """A team that writes, asks, approves, schedules, moves, takes back and swaps files, while a worker takes what is due."""

    @initialize()
    def begin(self) -> None:
        """Make a workspace of its own for every run."""
        self.now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
        self.workspace = make_workspace(f"w{next(number)}")
        roles = {"ada": Role.EDITOR, "ben": Role.APPROVER, "olga": Role.OWNER, "cem": Role.COMMUNITY}
        self.people = {name: make_actor(name.title(), self.workspace, role) for name, role in roles.items()}
        self.channels = [make_channel(self.workspace), make_channel(self.workspace, "lang")]
        self.item = make_item(self.workspace, planned_at=self.now + timedelta(days=1))
        self.files = [
            Asset.objects.create(
                workspace=self.workspace,
                kind="picture",
                name=f"Bild {n}",
                alt_text="Bild",
                state="ready",
                original_bytes=1,
                sha256=str(n) * 64,
                mime="image/jpeg",
                bytes=1000,
                width=100,
                height=100,
                uploaded_at=self.now,
            )
            for n in range(2)
        ]
        # What each approver really looked at, kept here and not in the tables.
        self.approved: dict[object, tuple[dict, int]] = {}
        self.go_the_right_way("ada", "Vier.", {0, 1})

    def publication(self, place: int) -> Publication | None:
        return (
            Publication.objects.filter(item=self.item, channel=self.channels[place])
            .select_related("channel", "item")
            .first()
        )

    def attempt(self, verb, *args, **more):
        """Do something as a person would: what is refused changes nothing."""
        self.now += timedelta(minutes=7)
        with suppress(Impossible, NotAllowed), transaction.atomic():
            return verb(*args, now=self.now, **more)
        return None

    @rule(who=PEOPLE, words=WORDS, places=st.sets(CHANNELS), has_picture=st.booleans())
    def write_shared(self, who, words, places, has_picture):
        media = (as_media(self.files[0]),) if has_picture else ()
        variants = tuple(Variant(str(self.channels[place].pk)) for place in sorted(places))
        composition = Composition(said(words, media=media), variants)
        self.attempt(save_draft, self.people[who], self.item, composition, base_version=None)

    @rule(who=PEOPLE, words=WORDS, place=CHANNELS, field=FIELDS)
    def write_own(self, who, words, place, field):
        publications = {each.channel_id: each for each in Publication.objects.filter(item=self.item)}
        variants = tuple(
            Variant(str(pk), own=said(words), **{field: words[:20]})
            if pk == self.channels[place].pk
            else Variant(str(pk))
            for pk in publications
        )
        self.attempt(save_draft, self.people[who], self.item, Composition(said(words), variants), base_version=None)

    @rule(who=PEOPLE, place=CHANNELS)
    def ask(self, who, place):
        publication = self.publication(place)
        if publication:
            self.attempt(submit, self.people[who], publication)

    @rule(who=PEOPLE, place=CHANNELS, is_late=st.booleans())
    def approve_what_was_seen(self, who, place, is_late):
        publication = self.publication(place)
        if publication is None:
            return
        seen = publication.content
        digest = publication.content_digest
        if is_late:
            # Somebody changes it between looking and pressing the button.
            self.write_shared("cem", "Drei.", {place}, has_picture=False)
        actor = self.people[who]
        if self.attempt(approve, actor, publication, looked_at=digest):
            assert actor.person is not None
            self.approved[publication.pk] = (seen, actor.person.pk)

    @rule(writer=st.sampled_from(["ada", "ben", "olga"]), words=st.sampled_from(["Vier.", "Fünf."]), places=PLACES)
    def go_the_right_way(self, writer, words, places):
        """Write, ask and approve as it is meant, so that the queue is seldom empty."""
        self.write_shared(writer, words, places, has_picture=True)
        approver = "olga" if writer == "ben" else "ben"
        for place in places:
            self.ask("ada" if writer == "ada" else writer, place)
            self.approve_what_was_seen(approver, place, is_late=False)
            self.put_into_queue(approver, place, hours=5)

    @rule(who=PEOPLE, place=CHANNELS, verb=st.sampled_from([ask_changes, reject]))
    def say_no(self, who, place, verb):
        publication = self.publication(place)
        if publication:
            self.attempt(
                verb, self.people[who], publication, looked_at=publication.content_digest, comment="Bitte kürzer."
            )

    @rule(who=PEOPLE, place=CHANNELS)
    def take_back(self, who, place):
        publication = self.publication(place)
        if publication is None:
            return
        before = publication.approved_digest
        self.attempt(revoke, self.people[who], publication)
        publication.refresh_from_db()
        if before and not publication.approved_digest:
            self.approved.pop(publication.pk, None)

    @rule(who=PEOPLE, place=CHANNELS, hours=st.integers(-30, 30))
    def put_into_queue(self, who, place, hours):
        publication = self.publication(place)
        if publication:
            self.attempt(schedule, self.people[who], publication, due_at=self.now + timedelta(hours=hours))

    @rule(who=PEOPLE, place=CHANNELS, verb=st.sampled_from([unschedule, withdraw, publish_now]))
    def handle_in_queue(self, who, place, verb):
        publication = self.publication(place)
        if publication:
            self.attempt(verb, self.people[who], publication)

    @rule(who=PEOPLE, hours=st.none() | st.integers(1, 50))
    def move(self, who, hours):
        due = self.now + timedelta(hours=hours) if hours else None
        self.attempt(reschedule, self.people[who], self.item, due_at=due)

    @rule(who=PEOPLE, words=WORDS)
    def change_in_plan(self, who, words):
        Item.objects.filter(pk=self.item.pk).update(text=words)
        self.item.refresh_from_db()
        self.attempt(follow_item, self.people[who], self.item)

    @rule(who=PEOPLE, is_back=st.booleans())
    def swap_file(self, who, is_back):
        old, new = reversed(self.files) if is_back else self.files
        self.attempt(replace_media, self.people[who], old, new)

    @rule(who=PEOPLE, place=CHANNELS)
    def restore(self, who, place):
        version = (
            Version.objects.filter(publication__item=self.item, publication__channel=self.channels[place])
            .select_related("publication__item")
            .order_by("number")
            .first()
        )
        if version:
            self.attempt(restore_version, self.people[who], version)

    @rule(place=CHANNELS, state=st.sampled_from(["claimed", "waiting", "held"]))
    def work(self, place, state):
        """A worker takes what is due, or puts it back: with the guard its own statements have."""
        publication = self.publication(place)
        if publication and publication.state in ("planned", "claimed", "waiting"):
            Publication.objects.filter(
                pk=publication.pk, state=publication.state, approved_digest=publication.content_digest
            ).update(state=state)

    @rule(place=CHANNELS, state=st.sampled_from(sorted(NEEDS_APPROVAL)))
    def force(self, place, state):
        """Somebody writes to the table itself, past all verbs."""
        publication = self.publication(place)
        if publication and publication.approved_digest != publication.content_digest:
            with pytest.raises(IntegrityError), transaction.atomic():
                Publication.objects.filter(pk=publication.pk).update(state=state, due_at=self.now)

    @invariant()
    def only_what_was_approved_is_queued(self):
        if not hasattr(self, "item"):
            return
        for publication in Publication.objects.filter(
            item=self.item, state__in=[state.value for state in NEEDS_APPROVAL]
        ):
            seen, approver = self.approved[publication.pk]
            assert publication.content == seen
            approval = Approval.objects.get(
                publication=publication,
                decision="approved",
                revoked_at__isnull=True,
                digest=publication.content_digest,
            )
            assert approval.decided_by_id == approver
            assert approval.requested_by_id != approver


@pytest.mark.django_db
@pytest.mark.usefixtures("networks", "clock")
def test_no_order_of_verbs_leads_anything_else_into_the_queue():
    run_state_machine_as_test(
        Team,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
