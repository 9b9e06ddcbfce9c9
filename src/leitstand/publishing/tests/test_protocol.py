"""The protocol decides from what was written down: never twice where it could show, never lost, unclear only where it is."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from leitstand.connector_kit.manifest import KeyPromise, StepKind, StepOutline
from leitstand.publishing.core.circuit import Breaker, CircuitState, answered, failed, trying
from leitstand.publishing.core.gate import Bar, Standing, bar
from leitstand.publishing.core.protocol import (
    Finished,
    Look,
    Outcome,
    Take,
    Tried,
    Unclear,
    carried_by,
    key_for,
    next_move,
)
from leitstand.publishing.core.retry import BackOff
from leitstand.publishing.core.states import NEEDS_APPROVAL, WAYS, State, is_editable

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
STEPS = (
    StepOutline("upload:0.0", StepKind.UPLOAD, media=0),
    StepOutline("create:0", StepKind.CREATE),
    StepOutline("comment", StepKind.COMMENT),
)
KEYS = ("k0", "k1", "k2")
FOR_EVER, NEVER = KeyPromise(), None


def tried(step: int, outcome: Outcome, *, first_at: datetime = NOW, number: int = 0) -> Tried:
    return Tried(number or step + 1, STEPS[step].name, KEYS[step], first_at, outcome, {"id": str(step)})


def decide(*attempts: Tried, promise=FOR_EVER, now=NOW):
    return next_move(STEPS, KEYS, attempts, promise=promise, now=now)


def test_it_begins_with_the_first_step():
    assert decide() == Take(0, "k0")


def test_a_step_that_shows_nothing_is_simply_taken_again():
    assert decide(tried(0, Outcome.OPEN)) == Take(0, "k0", NOW)


def test_a_visible_step_without_an_answer_is_looked_for_first():
    attempt = tried(1, Outcome.OPEN)
    assert decide(tried(0, Outcome.DONE), attempt) == Look(1, attempt)


def test_absent_means_the_same_key_again_where_that_is_promised():
    assert decide(tried(0, Outcome.DONE), tried(1, Outcome.ABSENT)) == Take(1, "k1", NOW)


def test_absent_without_a_promise_is_unclear():
    attempt = tried(1, Outcome.ABSENT)
    assert decide(tried(0, Outcome.DONE), attempt, promise=NEVER) == Unclear(1, attempt)


@pytest.mark.parametrize(("minutes", "is_clear"), [(50, True), (56, False), (70, False)])
def test_the_promise_ends_before_the_window_does(minutes, is_clear):
    move = decide(
        tried(0, Outcome.DONE),
        tried(1, Outcome.ABSENT),
        promise=KeyPromise(timedelta(hours=1)),
        now=NOW + timedelta(minutes=minutes),
    )
    assert isinstance(move, Take) is is_clear


def test_a_person_who_says_it_is_not_there_is_believed():
    assert decide(tried(0, Outcome.DONE), tried(1, Outcome.NOT_THERE), promise=NEVER) == Take(1, "k1", NOW)


def test_what_was_found_counts_as_done():
    assert decide(*(tried(number, Outcome.FOUND) for number in range(3))) == Finished(was_found=True)
    assert decide(*(tried(number, Outcome.DONE) for number in range(3))) == Finished(was_found=False)


def test_attempts_of_another_content_say_nothing():
    other = Tried(9, "create:0", "other", NOW, Outcome.DONE)
    assert decide(other) == Take(0, "k0")


def test_a_key_is_the_same_for_the_same_content_and_another_for_another():
    one = key_for("p", digest="d", step="create:0")
    assert one == key_for("p", digest="d", step="create:0")
    assert len({one, key_for("p", digest="e", step="create:0"), key_for("p", digest="d", step="create:1")}) == 3


def test_later_steps_see_what_earlier_ones_gave():
    assert carried_by([tried(0, Outcome.DONE), tried(1, Outcome.LOST)]) == {"upload:0.0.id": "0"}


@dataclass
class World:
    """A network that keeps what it is sent; keys count only where it promises so."""

    keeps_keys: bool
    posts: list[str] = field(default_factory=list)

    def take(self, key: str) -> None:
        if not (self.keeps_keys and key in self.posts):
            self.posts.append(key)


class Sender(RuleBasedStateMachine):
    """A worker that may die at every point, on a network that loses requests and answers."""

    @initialize(keeps=st.booleans(), can_look=st.booleans())
    def begin(self, keeps, can_look):
        self.world = World(keeps)
        self.promise = FOR_EVER if keeps else NEVER
        self.can_look = can_look
        self.table: list[Tried] = []
        self.move = None
        self.was_unclear = False
        self.person_erred = False

    def put(self, attempt: Tried) -> None:
        self.table = [other for other in self.table if other.id != attempt.id] + [attempt]

    @rule(fate=st.sampled_from(["answer", "lost answer", "lost request", "not sent", "die before", "die after"]))
    def work(self, fate):
        """Take one step of the protocol, and perhaps die in it: what is not in the table is forgotten."""
        move = next_move(STEPS, KEYS, self.table, promise=self.promise, now=NOW)
        if isinstance(move, Finished):
            return
        if isinstance(move, Unclear):
            self.was_unclear = True
            return
        step = STEPS[move.position]
        if isinstance(move, Look):
            there = self.can_look and move.attempt.key in self.world.posts
            outcome = Outcome.FOUND if there else Outcome.ABSENT
            self.put(Tried(move.attempt.id, step.name, move.attempt.key, NOW, outcome))
            return
        number = len(self.table) + 1
        self.put(Tried(number, step.name, move.key, NOW, Outcome.OPEN))  # written down
        if fate == "die before":
            return
        if fate in ("answer", "lost answer", "die after") and step.is_visible:
            self.world.take(move.key)
        known = {"answer": Outcome.DONE, "not sent": Outcome.NOT_SENT}.get(fate, Outcome.LOST)
        if fate != "die after":
            self.put(Tried(number, step.name, move.key, NOW, known))

    @rule()
    def a_person_looks(self):
        """Somebody decides an unclear one, rightly."""
        move = next_move(STEPS, KEYS, self.table, promise=self.promise, now=NOW)
        if isinstance(move, Unclear):
            there = move.attempt.key in self.world.posts
            outcome = Outcome.FOUND if there else Outcome.NOT_THERE
            self.put(Tried(move.attempt.id, move.attempt.step, move.attempt.key, NOW, outcome))

    @invariant()
    def never_said_twice(self):
        if hasattr(self, "world"):
            assert len(self.world.posts) == len(set(self.world.posts))

    @invariant()
    def finished_means_said(self):
        if hasattr(self, "world"):
            move = next_move(STEPS, KEYS, self.table, promise=self.promise, now=NOW)
            if isinstance(move, Finished):
                assert set(self.world.posts) == {"k1", "k2"}
            if isinstance(move, Unclear):
                assert not self.world.keeps_keys

    def teardown(self):
        """However it went: left to a calm network and an honest person, it ends, said once."""
        if not hasattr(self, "world"):
            return
        for _ in range(20):
            self.work("answer")
            self.a_person_looks()
        assert isinstance(next_move(STEPS, KEYS, self.table, promise=self.promise, now=NOW), Finished)
        assert sorted(self.world.posts) == ["k1", "k2"]


TestSender = Sender.TestCase
TestSender.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)


@given(failures=st.integers(1, 200), seed=st.integers())
def test_back_off_grows_to_its_cap_and_never_beyond(failures, seed):
    back_off = BackOff()
    wait = back_off.wait(failures, random.Random(seed))
    assert back_off.least <= wait <= back_off.cap
    assert wait <= max(back_off.least, back_off.base * 2 ** min(failures - 1, 20))


def test_back_off_is_spread_and_can_be_repeated():
    waits = {BackOff().wait(5, random.Random(seed)) for seed in range(20)}
    assert len(waits) == 20
    assert BackOff().wait(5, random.Random(3)) == BackOff().wait(5, random.Random(3))


def test_a_circuit_opens_after_failures_in_a_row_and_one_answer_closes_it():
    breaker, state = Breaker(after=3, first=timedelta(seconds=20), most=timedelta(seconds=50)), CircuitState()
    for _ in range(2):
        state = failed(state, NOW, breaker)
        assert not state.is_open(NOW)
    spans = []
    for _ in range(4):
        state = failed(state, NOW, breaker)
        assert state.is_open(NOW)
        spans.append((state.open_until - NOW).seconds)
    assert spans == [20, 40, 50, 50]
    later = NOW + timedelta(seconds=51)
    assert state.is_half_open(later)
    assert trying(state, later, breaker).is_open(later)
    assert answered(state) == CircuitState()


OPEN_GATE = Standing(State.DRAFT, "d", "d", frozenset({"d"}), NOW, "connected")


@pytest.mark.parametrize(
    ("changes", "closed"),
    [
        ({}, None),
        ({"state": State.SENDING}, Bar.NOT_FROM_HERE),
        ({"state": State.PUBLISHED}, Bar.NOT_FROM_HERE),
        ({"state": State.WITHDRAWN}, Bar.NOT_FROM_HERE),
        ({"approved_digest": ""}, Bar.NOT_APPROVED),
        ({"approvals": frozenset()}, Bar.NOT_APPROVED),
        ({"content_digest": "e"}, Bar.CHANGED_SINCE),
        ({"approvals": frozenset({"other"})}, Bar.CHANGED_SINCE),
        ({"due_at": None}, Bar.NO_TIME),
        ({"channel_state": "disconnected"}, Bar.CHANNEL_GONE),
        ({"channel_state": "needs_sign_in"}, None),
        ({"blocking": ("text_too_long",)}, Bar.DOES_NOT_FIT),
    ],
)
def test_the_gate_opens_for_an_approval_of_exactly_this_content_and_nothing_else(changes, closed):
    from dataclasses import replace

    assert bar(replace(OPEN_GATE, **changes)) == closed


def test_nothing_that_may_be_public_can_be_edited():
    assert not any(is_editable(state, external_id="1") for state in State)
    assert not any(
        is_editable(state, external_id="")
        for state in (State.SENDING, State.PUBLISHED, State.UNKNOWN, State.HANDED_OVER)
    )


def test_every_state_has_a_way_out_but_none_leads_from_sending_back_to_the_queue():
    assert WAYS.keys() == set(State)
    assert all(WAYS[state] for state in State)
    assert not WAYS[State.SENDING] & {State.PLANNED, State.CLAIMED, State.DRAFT, State.WITHDRAWN}
    assert State.PUBLISHED not in NEEDS_APPROVAL
