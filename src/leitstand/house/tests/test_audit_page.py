"""The audit trail can be read, filtered and taken along, by those who may."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from leitstand.house import audit
from leitstand.house.core.csv_cells import harmless
from leitstand.house.queries import TrailFilter, trail


@pytest.fixture
def written(owner, ada):
    at = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)  # half past midnight on 2 November in Berlin
    audit.record(ada, "house.invite", ada.workspace, now=at, details={"role": "editor"})
    audit.record(owner, "house.change_role", owner.person, now=datetime(2026, 11, 3, 9, tzinfo=UTC))
    return owner.workspace


def page(client, workspace, **query):
    return client.get(reverse("house_audit", args=[workspace.slug]), query)


def test_owners_and_approvers_read_it_and_editors_do_not(written, owner, ben, ada, signed_in):
    assert page(signed_in(owner), written).status_code == 200
    assert page(signed_in(ben), written).status_code == 200
    assert page(signed_in(ada), written).status_code == 403


def test_it_says_in_words_who_did_what(written, owner, signed_in):
    shown = page(signed_in(owner), written).content.decode()
    assert "hat jemanden eingeladen" in shown
    assert "Ada" in shown


@pytest.mark.parametrize(
    ("query", "verbs"),
    [
        ({}, ["house.change_role", "house.invite"]),
        ({"verb": "house.invite"}, ["house.invite"]),
        ({"since": "2026-11-02"}, ["house.change_role", "house.invite"]),
        ({"until": "2026-11-01"}, []),
        ({"since": "2026-11-03"}, ["house.change_role"]),
        ({"subject": "olga"}, ["house.change_role"]),
        ({"since": "gestern"}, ["house.change_role", "house.invite"]),
    ],
)
def test_it_can_be_filtered_by_the_workspaces_own_days(written, owner, signed_in, query, verbs):
    rows = page(signed_in(owner), written, **query).context["rows"]
    assert [row[0].verb for row in rows] == verbs


def test_it_can_be_filtered_by_person(written, ada):
    assert [entry.verb for entry in trail(written, TrailFilter(person=ada.person.pk))] == ["house.invite"]


def test_nothing_of_another_workspace_is_in_it(written, emil):
    assert list(trail(emil.workspace, TrailFilter())) == []


def test_as_csv_it_holds_the_same_and_runs_nothing(written, owner, ada, signed_in):
    ada.workspace.name = "=HYPERLINK(1)"
    audit.record(ada, "house.change_workspace", ada.workspace, now=datetime(2026, 11, 4, 9, tzinfo=UTC))
    answer = signed_in(owner).get(reverse("house_audit_csv", args=[written.slug]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 4
    assert "2026-11-02 00:30:00+01:00" in text
    assert "'=HYPERLINK(1)" in text
    assert ";=HYPERLINK" not in text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_a_cell_that_would_run_becomes_text(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Messe", "1 + 1", "a@b.de"])
def test_other_cells_stay_as_they_are(cell):
    assert harmless(cell) == cell


def test_the_page_asks_few_questions(written, owner, ada, signed_in, django_assert_max_num_queries):
    for minute in range(40):
        audit.record(ada, "house.invite", ada.workspace, now=datetime(2026, 11, 5, 9, minute, tzinfo=UTC))
    client = signed_in(owner)
    # Three of its own (how many, which, the people of the filter); the rest is the frame with what the rooms count there.
    with django_assert_max_num_queries(16):
        page(client, written)
