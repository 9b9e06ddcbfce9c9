"""What a release says of one post: network, purpose, day; the worst of all who are seen counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.compliance.core.releases import (
    Exempt,
    Kind,
    Standing,
    Terms,
    age,
    comes_of_age,
    facts_of,
    register_tells,
    with_register,
)
from leitstand.compliance.queries import law_here

DAY = date(2026, 11, 2)
SIGNED = date(2026, 1, 10)
ADULT = Terms(signed_on=SIGNED)
ADVERTISER = Terms(signed_on=SIGNED, purposes=frozenset({"social", "advertising"}))
CHILD = Terms(kind=Kind.MINOR, born_on=date(2014, 5, 1), signed_on=SIGNED, parents="all")
WORKER = Terms(kind=Kind.EMPLOYEE, signed_on=SIGNED, is_informed=True)
PASSER_BY = Exempt("accessory")


def facts(*people, network="mastodon", on=DAY, is_advertising=False):
    return facts_of(people, network=network, on=on, is_advertising=is_advertising)


def stopped(*people, **more) -> set[str]:
    """Judge a picture with these people by the law as it stands."""
    known = {"post.is_advertising": more.get("is_advertising", False)}
    found = law_here().judge({**known, **facts(*people, **more)}, kind="asset", on=more.get("on", DAY))
    return {one.rule.id for one in found if one.level == "block" and not one.asks and one.rule.id.startswith("IMG")}


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 11, 2), date(2026, 11, 1), 17),
        (date(2008, 11, 2), date(2026, 11, 2), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_counts_in_whole_years_on_the_day(born, on, years):
    assert age(born, on) == years


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)))
def test_nobody_is_of_age_the_day_before_they_come_of_age(born):
    first = comes_of_age(born)
    assert (age(born, first), age(born, first - timedelta(days=1))) == (18, 17)


@pytest.mark.parametrize(
    ("terms", "standing"),
    [
        (ADULT, Standing.GIVEN),
        (Terms(), Standing.MISSING),
        (Terms(is_paid=True), Standing.GIVEN),  # § 22 sentence 2 KUG
        (Terms(kind=Kind.EMPLOYEE, is_paid=True), Standing.MISSING),
        (Terms(kind=Kind.MINOR, born_on=date(2014, 5, 1), is_paid=True), Standing.MISSING),
        (Terms(signed_on=SIGNED, starts=date(2026, 11, 3)), Standing.MISSING),
        (Terms(signed_on=SIGNED, starts=DAY, ends=DAY), Standing.GIVEN),
        (Terms(signed_on=SIGNED, ends=date(2026, 11, 1)), Standing.ENDED),
        (Terms(signed_on=SIGNED, withdrawn_on=SIGNED), Standing.WITHDRAWN),
        (Terms(kind=Kind.EMPLOYEE, signed_on=SIGNED, left_on=date(2026, 10, 31)), Standing.GIVEN),
        (
            Terms(kind=Kind.EMPLOYEE, signed_on=SIGNED, left_on=date(2026, 10, 31), only_while_employed=True),
            Standing.ENDED,
        ),
        # What the parents alone have signed ends on the eighteenth birthday.
        (Terms(kind=Kind.MINOR, born_on=date(2008, 11, 3), signed_on=SIGNED, parents="all"), Standing.GIVEN),
        (Terms(kind=Kind.MINOR, born_on=date(2008, 11, 2), signed_on=SIGNED, parents="all"), Standing.ENDED),
        (
            Terms(kind=Kind.MINOR, born_on=date(2008, 11, 2), signed_on=SIGNED, parents="all", child_signed=True),
            Standing.GIVEN,
        ),
    ],
)
def test_how_a_release_stands_on_a_day(terms, standing):
    assert terms.standing(DAY) is standing


@pytest.mark.parametrize(
    ("terms", "network", "is_advertising", "covers"),
    [
        (ADULT, "mastodon", False, True),
        (ADULT, "mastodon", True, False),
        (ADULT, "mastodon", None, None),
        (ADVERTISER, "mastodon", None, True),
        (Terms(networks=frozenset({"linkedin"})), "mastodon", False, False),
        (Terms(networks=frozenset({"linkedin"})), "linkedin", False, True),
        (Terms(networks=frozenset({"linkedin"})), "", False, True),
        (Terms(purposes=frozenset({"press"})), "mastodon", False, False),
        (Terms(purposes=frozenset({"press"})), "mastodon", None, False),
    ],
)
def test_what_a_release_covers(terms, network, is_advertising, covers):
    assert terms.covers(network, is_advertising=is_advertising) is covers


@pytest.mark.parametrize(
    ("people", "more", "rules"),
    [
        ([ADULT], {}, set()),
        ([Terms()], {}, {"IMG-01"}),
        ([ADULT], {"is_advertising": True}, {"IMG-01"}),
        ([ADVERTISER], {"is_advertising": True}, set()),
        ([Terms(signed_on=SIGNED, networks=frozenset({"linkedin"}))], {}, {"IMG-01"}),
        ([Terms(signed_on=SIGNED, ends=date(2026, 11, 1))], {}, {"IMG-05"}),
        ([Terms(signed_on=SIGNED, withdrawn_on=SIGNED)], {}, {"IMG-01", "IMG-05"}),
        ([CHILD], {}, set()),
        ([Terms(kind=Kind.MINOR, born_on=date(2014, 5, 1), signed_on=SIGNED, parents="one")], {}, {"IMG-03"}),
        # Thirteen today, fourteen on the day of the post: then the child must have signed itself.
        ([Terms(kind=Kind.MINOR, born_on=date(2012, 11, 3), signed_on=SIGNED, parents="all")], {}, set()),
        (
            [Terms(kind=Kind.MINOR, born_on=date(2012, 11, 3), signed_on=SIGNED, parents="all")],
            {"on": date(2026, 11, 3)},
            {"IMG-03"},
        ),
        ([WORKER], {}, set()),
        ([Terms(kind=Kind.EMPLOYEE, signed_on=SIGNED)], {}, {"IMG-04"}),
        # Two at once: the one who did not agree stops the picture, whoever else did.
        ([ADULT, Terms()], {}, {"IMG-01"}),
        ([PASSER_BY], {}, set()),
        ([PASSER_BY], {"is_advertising": True}, {"IMG-02"}),
        ([PASSER_BY, ADVERTISER], {"is_advertising": True}, {"IMG-02"}),
        # A release that does not cover the advertising is none, and the passer-by's exception does not help it.
        ([PASSER_BY, ADULT], {"is_advertising": True}, {"IMG-01"}),
        ([PASSER_BY, Terms(signed_on=SIGNED, networks=frozenset({"linkedin"}))], {}, {"IMG-01"}),
        ([PASSER_BY, Terms(signed_on=SIGNED, withdrawn_on=SIGNED)], {}, {"IMG-01", "IMG-05"}),
    ],
)
def test_the_law_stops_what_the_people_on_it_did_not_agree_to(people, more, rules):
    assert stopped(*people, **more) == rules


terms = st.builds(
    Terms,
    kind=st.sampled_from(Kind),
    purposes=st.frozensets(st.sampled_from(["social", "advertising", "press"]), min_size=1),
    networks=st.frozensets(st.sampled_from(["mastodon", "linkedin"])),
    starts=st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 1)),
    ends=st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 1)),
    signed_on=st.none() | st.just(SIGNED),
    is_paid=st.booleans(),
    withdrawn_on=st.none() | st.just(DAY),
    born_on=st.none() | st.dates(date(2006, 1, 1), date(2020, 1, 1)),
    parents=st.sampled_from(["none", "one", "sole", "all"]),
    child_signed=st.booleans(),
    is_informed=st.booleans(),
    only_while_employed=st.booleans(),
    left_on=st.none() | st.dates(date(2026, 10, 1), date(2026, 12, 1)),
)
people = st.lists(terms | st.builds(Exempt, st.sampled_from(["accessory", "assembly", "art"])), min_size=1, max_size=4)


@given(people, terms, st.booleans())
def test_one_more_person_never_makes_a_stopped_picture_lawful(seen, more, is_advertising):
    before = stopped(*seen, is_advertising=is_advertising)
    assert not before or stopped(*seen, more, is_advertising=is_advertising)


@given(people, st.booleans())
def test_whoever_stops_a_picture_alone_stops_it_among_others(seen, is_advertising):
    if any(stopped(one, is_advertising=is_advertising) for one in seen):
        assert stopped(*seen, is_advertising=is_advertising)


@given(people, st.none() | st.booleans(), st.sampled_from(["", "mastodon", "linkedin"]))
def test_whatever_the_register_tells_the_vocabulary_knows(seen, is_advertising, network):
    told = facts_of(seen, network=network, on=DAY, is_advertising=is_advertising)
    assert law_here().vocabulary.tame(told)
    assert all(
        map(
            register_tells(seen),
            set(told) - {"asset.shows_minor", "asset.shows_employee", "release.parents", "release.child"},
        )
    )


def test_the_register_takes_the_place_of_what_was_typed():
    typed = {
        "release.status": "given",
        "release.networks": ["linkedin"],
        "asset.exception": "art",
        "licence.type": "own",
    }
    known = with_register(typed, [Terms()], network="mastodon", on=DAY, is_advertising=None)
    assert (known["release.status"], known["asset.exception"]) == ("missing", "none")
    assert known["licence.type"] == "own"
    assert "release.networks" not in known
    assert with_register(typed, [], network="mastodon", on=DAY, is_advertising=None) is typed
