"""Four eyes: who asked for it or wrote a part of it does not approve it, unless the workspace says so with a reason."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leitstand.publishing.core.approving import Case, Obstacle, judge

CASE = Case(approver=2, requester=1, authors={1}, looked_at="d", requested="d", content="d", four_eyes=True)


def test_other_eyes_may_approve():
    assert judge(CASE).obstacle is None
    assert not judge(CASE).is_self


def test_who_asked_or_wrote_may_not():
    assert judge(replace(CASE, approver=1)).obstacle is Obstacle.ASKED_FOR_IT
    assert judge(replace(CASE, authors={1, 2})).obstacle is Obstacle.WROTE_IT


def test_without_four_eyes_they_may_and_it_is_said():
    verdict = judge(replace(CASE, approver=1, four_eyes=False))
    assert (verdict.obstacle, verdict.is_self) == (None, True)


def test_only_what_was_asked_for_and_looked_at_is_approved():
    assert judge(replace(CASE, requested="")).obstacle is Obstacle.NOT_ASKED
    assert judge(replace(CASE, looked_at="old")).obstacle is Obstacle.CHANGED
    assert judge(replace(CASE, requested="old")).obstacle is Obstacle.CHANGED


people = st.none() | st.integers(1, 3)
digests = st.sampled_from(["", "d", "e"])


@given(st.builds(Case, people, people, st.sets(st.integers(1, 3)), digests, digests, digests, st.booleans()))
def test_whoever_is_let_through_looked_at_exactly_what_is_sent(case):
    verdict = judge(case)
    if verdict.obstacle is None:
        assert case.looked_at == case.requested == case.content != ""
        if case.four_eyes:
            assert case.approver is not None
            assert case.approver != case.requester
            assert case.approver not in case.authors
