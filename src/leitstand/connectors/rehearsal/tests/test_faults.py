"""Faults strike whom they should, as often as they should, and the same seed strikes the same requests."""

import pytest

from leitstand.connectors.rehearsal.stage.faults import BadFault, Fault, Faults, Rule, Scope, rule_from, rule_from_words

CREATE = (Scope.CREATE,)


def test_a_share_is_drawn_from_its_seed() -> None:
    rule = Rule(Fault.LOSE_BEFORE, share=0.1, seed=7)
    first = [bool(faults.strike(CREATE, "")) for faults in [Faults([rule])] for _ in range(1000)]
    again = [bool(faults.strike(CREATE, "")) for faults in [Faults([rule])] for _ in range(1000)]
    assert first == again
    assert 70 <= sum(first) <= 130


def test_a_fault_for_one_account_leaves_the_others_alone() -> None:
    faults = Faults([Rule(Fault.EXPIRED, account="ada")])
    assert faults.strike((), "ada")
    assert not faults.strike((), "ben")


def test_a_fault_of_creates_leaves_reading_alone() -> None:
    faults = Faults([rule_from({"kind": "refuse", "reason": "Nein"})])
    assert not faults.strike((), "ada")
    assert faults.strike(CREATE, "ada")[0].reason == "Nein"


def test_a_rate_limit_lets_n_pass_in_its_window_and_tells_what_is_left() -> None:
    faults = Faults([Rule(Fault.RATE_LIMIT, n=2, window=10)])
    assert [faults.room((), "ada", now)[0] for now in (0.0, 1.0, 2.0)] == [True, True, False]
    passes, room = faults.room((), "ada", 4.0)
    assert not passes
    assert room is not None
    assert (room.limit, room.remaining, room.seconds) == (2, 0, 6.0)
    assert faults.room((), "ben", 4.0)[0]
    assert faults.room((), "ada", 10.5)[0]


def test_words_of_the_command_line_become_a_rule() -> None:
    rule = rule_from_words("accept_then_time_out,share=0.25,seed=3,account=@ada,ms=40")
    assert rule == Rule(Fault.ACCEPT_THEN_TIME_OUT, "ada", 0.25, 40, seed=3, scope=Scope.CREATE)


@pytest.mark.parametrize(
    "words", ["nothing", "slow", "refuse,share=0", "refuse,share=2", "refuse,colour=red", "slow,ms=x", "refuse,share"]
)
def test_nonsense_is_refused_with_a_reason(words: str) -> None:
    with pytest.raises(BadFault, match=r"\w"):
        rule_from_words(words)


def test_a_fault_that_was_switched_off_strikes_no_more() -> None:
    faults = Faults([Rule(Fault.DEAD), Rule(Fault.BROKEN)])
    faults.remove(0)
    faults.remove(9)
    assert [rule.kind for rule, _ in faults.rules()] == [Fault.BROKEN]
    faults.clear()
    assert not faults
