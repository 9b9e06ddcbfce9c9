"""While a second look is demanded, nothing reaches a network that two different people have not approved."""

import itertools
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Stale
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.kernel.clock import SystemClock
from leitstand.publishing.actions.demand_second_look import demand_second_look, end_second_look
from leitstand.publishing.actions.hand_over import hand_over
from leitstand.publishing.actions.revoke import revoke
from leitstand.publishing.actions.second import second
from leitstand.publishing.dispatch import statements
from leitstand.publishing.models import Approval, Lane, Publication, SecondApproval
from leitstand.publishing.tests.network import Net, again, make_publication, model_channel, send
from leitstand.publishing.tests.writing import make_channel

number = itertools.count()
SECOND = timedelta(seconds=1)


def claim_and_begin(publication: Publication, now) -> bool:
    """Do what a worker does, and undo it: take what is due, then ask for the last word; whether it may begin."""
    with transaction.atomic():
        may = _claim_and_begin(publication, now)
        transaction.set_rollback(True)
    return may


def _claim_and_begin(publication: Publication, now) -> bool:
    me = "worker"
    Lane.objects.filter(pk=publication.channel_id).update(worker=me)
    with connection.cursor() as cursor:
        cursor.execute(statements.CLAIM, {"channels": [publication.channel_id], "me": me, "now": now, "batch": 10})
        claimed = [row[0] for row in cursor.fetchall()]
        if publication.pk not in claimed:
            # Somebody else's fault put it there all the same: the last word holds.
            Publication.objects.filter(pk=publication.pk, state="planned").update(state="claimed", claimed_by=me)
        cursor.execute(
            statements.BEGIN,
            {
                "ids": [publication.pk], "digests": [publication.content_digest], "steps": ["create"], "positions": [0],
                "keys": [f"k{next(number)}"], "first": [now], "me": me, "now": now,
            },
        )  # fmt: skip
        begun = [row[0] for row in cursor.fetchall()]
    assert (publication.pk in claimed) >= (publication.pk in begun)
    return publication.pk in begun


@pytest.fixture
def olga(workspace):
    """Another one who may approve."""
    return make_actor("Olga", workspace, Role.OWNER)


@pytest.fixture
def post(workspace, networks):
    """Something approved that is due now."""
    return make_publication(workspace, make_channel(workspace))


@pytest.fixture
def first(post, ben):
    """Ben has approved it."""
    approval = Approval.objects.get(publication=post)
    approval.decided_by = ben.person
    approval.save()
    return approval


@pytest.mark.django_db
def test_what_one_person_approved_waits_until_another_has_looked(post, first, ada, ben, olga, now):
    moment = SystemClock().now()
    demand_second_look(ada, reason="Unfall", now=moment)
    assert not claim_and_begin(post, moment)
    with pytest.raises(Impossible, match=r"wrote it|derselben Person"):
        second(ben, post, looked_at=post.content_digest, now=moment)
    with pytest.raises(Stale):
        second(olga, post, looked_at="another", now=moment)
    second(olga, post, looked_at=post.content_digest, now=moment)
    second(olga, post, looked_at=post.content_digest, now=moment)
    assert SecondApproval.objects.count() == 1
    assert claim_and_begin(again(post), moment)


@pytest.mark.django_db
def test_a_taken_back_approval_takes_the_second_one_along(post, first, ada, olga, now):
    moment = SystemClock().now()
    demand_second_look(ada, reason="Unfall", now=moment)
    second(olga, post, looked_at=post.content_digest, now=moment)
    first.revoked_at = moment
    first.save()
    assert not claim_and_begin(post, moment)


@pytest.mark.django_db
def test_a_second_look_of_an_earlier_crisis_does_not_count_for_the_next(post, first, ada, olga, now):
    moment = SystemClock().now()
    demand_second_look(ada, reason="Erste", now=moment)
    second(olga, post, looked_at=post.content_digest, now=moment)
    end_second_look(ada, now=moment + SECOND)
    demand_second_look(ada, reason="Zweite", now=moment + 2 * SECOND)
    assert not claim_and_begin(post, moment + 3 * SECOND)
    end_second_look(ada, now=moment + 4 * SECOND)
    assert claim_and_begin(again(post), moment + 5 * SECOND)


@pytest.mark.django_db
def test_by_hand_is_no_way_around_it(post, first, ada, olga, now):
    moment = SystemClock().now()
    demand_second_look(ada, reason="Unfall", now=moment)
    with pytest.raises(Impossible) as told:
        hand_over(ada, post, now=moment)
    assert told.value.code == "not_seconded"
    second(olga, post, looked_at=post.content_digest, now=moment)
    hand_over(ada, post, now=moment)
    assert again(post).state == "handed_over"


@pytest.mark.django_db
def test_another_workspace_goes_on(post, first, emil, networks):
    moment = SystemClock().now()
    make_actor("Fritz", emil.workspace, Role.OWNER)
    demand_second_look(emil, reason="dort", now=moment)
    assert claim_and_begin(post, moment)


@pytest.mark.django_db
def test_a_team_with_one_approver_is_told_to_stop_instead(now):
    alone = make_actor("Solo", make_workspace("solo"), Role.OWNER)
    with pytest.raises(Impossible) as told:
        demand_second_look(alone, reason="", now=now)
    assert told.value.code == "alone"


@pytest.mark.django_db
def test_the_page_shows_exactly_what_waits_and_takes_the_second_yes(
    post, first, ada, olga, signed_in, django_assert_max_num_queries
):
    demand_second_look(ada, reason="Unfall im Werk", now=SystemClock().now())
    client = signed_in(olga)
    address = reverse("approval_second", args=[olga.workspace.slug])
    with django_assert_max_num_queries(20):
        shown = client.get(address).content.decode()
    assert "Guten Morgen" in shown
    assert "Unfall im Werk" in shown
    done = reverse("approval_second_confirm", args=[olga.workspace.slug, post.pk])
    assert client.post(done, {"looked_at": post.content_digest}).status_code == 302
    assert SecondApproval.objects.get().person == olga.person
    assert "Guten Morgen" not in client.get(address).content.decode()


class Crisis(RuleBasedStateMachine):
    """A team that demands, ends, confirms, takes back and changes, while a worker tries to send at any moment."""

    @initialize()
    def begin(self) -> None:
        self.now = SystemClock().now()
        self.workspace = make_workspace(f"c{next(number)}")
        roles = {"ada": Role.EDITOR, "ben": Role.APPROVER, "olga": Role.OWNER, "cem": Role.APPROVER}
        self.people = {name: make_actor(name.title(), self.workspace, role) for name, role in roles.items()}
        self.post = make_publication(self.workspace, model_channel(self.workspace, f"@c{next(number)}"))
        Approval.objects.filter(publication=self.post).update(decided_by=self.people["ben"].person)
        # What really happened, kept here and not in the tables.
        self.demanded, self.looked, self.holds, self.sent_wrongly = False, set(), True, False

    def attempt(self, verb, *args, **more) -> bool:
        self.now += SECOND
        try:
            with transaction.atomic():
                verb(*args, now=self.now, **more)
        except Exception as why:
            if type(why).__name__ not in ("Impossible", "Stale", "NotAllowed"):
                raise
            return False
        return True

    @rule(who=st.sampled_from(["ada", "ben", "olga", "cem"]))
    def demand(self, who):
        if self.attempt(demand_second_look, self.people[who], reason="x"):
            self.demanded, self.looked = True, set()

    @rule(who=st.sampled_from(["ada", "olga"]))
    def end(self, who):
        if self.attempt(end_second_look, self.people[who]):
            self.demanded = False

    @rule(who=st.sampled_from(["ada", "ben", "olga", "cem"]))
    def confirm(self, who):
        if self.attempt(second, self.people[who], again(self.post), looked_at=again(self.post).content_digest):
            self.looked.add(who)

    @rule()
    def take_back(self):
        if self.attempt(revoke, self.people["olga"], again(self.post)):
            self.holds = False

    @precondition(lambda self: not self.holds)
    @rule()
    def approve_again(self):
        post = again(self.post)
        Approval.objects.create(
            workspace=self.workspace, publication=post, digest=post.content_digest, requested_at=self.now,
            decision="approved", decided_at=self.now, decided_by=self.people["ben"].person,
        )  # fmt: skip
        Publication.objects.filter(pk=post.pk).update(
            approved_digest=post.content_digest, state="planned", due_at=self.now
        )
        self.holds, self.looked = True, set()

    @rule()
    def worker(self):
        post = again(self.post)
        if claim_and_begin(post, self.now + SECOND):
            self.sent_wrongly |= self.demanded and not (self.looked - {"ben"})
            self.sent_wrongly |= not self.holds

    @invariant()
    def nothing_went_out_with_one_approval(self):
        assert not getattr(self, "sent_wrongly", False)


@pytest.mark.django_db
@pytest.mark.usefixtures("networks")
def test_no_order_of_verbs_sends_what_one_person_alone_approved():
    run_state_machine_as_test(
        Crisis,
        settings=settings(
            max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db(transaction=True)
def test_the_engine_itself_leaves_it_and_sends_it_once_it_is_seconded(workspace, ada, ben, olga, networks):
    net = Net()
    post = make_publication(workspace, model_channel(workspace))
    Approval.objects.filter(publication=post).update(decided_by=ben.person)
    demand_second_look(ada, reason="Unfall", now=SystemClock().now())
    send(net, waiting_is_fine=True, until=lambda: True)
    assert (net.texts, again(post).state) == ([], "planned")
    second(olga, post, looked_at=post.content_digest, now=SystemClock().now())
    send(net)
    assert net.texts == ["Guten Morgen"]
