"""The plan as workbook, CSV and calendar: given out and read in again it is the same, and no cell is ever run."""

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from icalendar import Calendar
from openpyxl import load_workbook

from leitstand.house.core.roles import Role
from leitstand.house.models import Membership
from leitstand.house.tests.people import make_actor, make_workspace
from leitstand.planning import exporting
from leitstand.planning.actions.begin_import import begin_import
from leitstand.planning.actions.finish_import import finish_import
from leitstand.planning.actions.keep_feed import close_feed, open_feed
from leitstand.planning.core.plan_layout import OF_LISTS, OF_MONTHS
from leitstand.planning.importing import preview
from leitstand.planning.models import CalendarFeed, Item, Project
from leitstand.planning.project_states import put_state, state_of
from leitstand.planning.tests.factories import make_campaign, make_channel, make_item

TODAY = date(2026, 11, 2)
FORMULA = '=HYPERLINK("https://evil.example";"Klick")'


def as_xlsx(workspace) -> bytes:
    lines = exporting.lines_of(workspace)
    return exporting.as_workbook(exporting.headings(), lines, title="Plan", widths=exporting.WIDTHS)


def as_csv(workspace) -> bytes:
    return "".join(exporting.as_csv([exporting.headings(), *exporting.lines_of(workspace)])).encode()


@pytest.mark.guide("G2.2-23")
@pytest.mark.parametrize("write", [as_xlsx, as_csv])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_given_out_and_read_in_again_changes_nothing_and_a_changed_line_finds_its_post(
    owner, ada, now, write, language
) -> None:
    workspace = owner.workspace
    twins = [make_channel(workspace, "Werk"), make_channel(workspace, "Werk")]
    make_item(
        workspace, "Messe", datetime(2026, 12, 1, 9, 30, 12, tzinfo=UTC), text=f"{FORMULA}\nzweite Zeile", notes="-5 Grad",
        channels=twins, owner=ada.person, goal="Anfragen", audience="Qualität", kind="video", campaign=make_campaign(workspace),
    )  # fmt: skip
    make_item(workspace, "Ohne Datum")
    with translation.override(language):
        data = write(workspace)
        reading = begin_import(owner, name="plan", data=data, now=now)
        assert preview(reading, today=TODAY).counts == {"new": 0, "changed": 0, "same": 2, "ours": 0}
        changed = data.replace(b"Ohne Datum", b"Mit Worten") if write is as_csv else _with_title(data)
        finish_import(owner, begin_import(owner, name="plan", data=changed, now=now), now=now)
    assert sorted(item.title for item in Item.objects.all()) == ["Messe", "Mit Worten"]


def _with_title(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "Ohne Datum":
                cell.value = "Mit Worten"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_no_cell_is_ever_a_formula(owner) -> None:
    for start in ("=1+1", "+49 123", "-5", "@haus", "\t=1"):
        make_item(owner.workspace, start, text=start)
    sheet = load_workbook(io.BytesIO(as_xlsx(owner.workspace))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    for row in csv.reader(io.StringIO(as_csv(owner.workspace).decode("utf-8-sig")), delimiter=";"):
        assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t")) for cell in row)


def test_every_heading_given_out_is_understood_when_it_is_read_in() -> None:
    known = {word for words in (*OF_LISTS.values(), *OF_MONTHS.values()) for word in words}
    for language in ("de", "en"):
        with translation.override(language):
            heads = [head.casefold() for head in exporting.headings()[:-1]]
        assert [head for head in heads if head not in known] == []


def test_a_text_longer_than_a_cell_is_left_alone_when_it_comes_back(owner, now) -> None:
    make_item(owner.workspace, "Lang", text="ä" * 40_000)
    reading = begin_import(owner, name="plan", data=as_xlsx(owner.workspace), now=now)
    assert preview(reading, today=TODAY).counts["same"] == 1


def test_the_template_can_be_filled_and_read_in(owner, now) -> None:
    finish_import(owner, begin_import(owner, name="v", data=exporting.template(), now=now), now=now)
    assert Item.objects.get(planned_at=None).title == "Eine Idee ohne Datum"


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=40
).filter(lambda text: text.strip() == text and "\u00a0" not in text and text == " ".join(text.split()))
said = words.filter(
    lambda text: text not in ("–", "…") and not re.search(r"\d|#|entfällt|keine|dropped|none|n/a", text, re.IGNORECASE)
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 28))
due = st.builds(
    lambda day, text, fixed: {"month": str(day.replace(day=1)), "day": str(day) if fixed else "", "text": text},
    days, said.filter(lambda text: text.casefold() not in ("x", "ja", "✓", "✔", "●", "•")), st.booleans(),
)  # fmt: skip
lines = st.builds(
    lambda track, what, lead, due: {"track": track, "what": what, "lead": None, "lead_name": lead, "is_dropped": False, "due": due},
    st.sampled_from(["web", "press", "social", "media", "newsletter", "organisation"]),
    st.one_of(st.just(""), said), st.one_of(st.just(""), said.filter(lambda name: len(name) < 30)),
    st.lists(due, max_size=3, unique_by=lambda one: (one["month"], one["text"])),
)  # fmt: skip
projects = st.builds(
    lambda group, name, note, lines, span, place: {
        "group": group, "name": name, "note": note, "lead": None, "lead_name": "", "kind": "event" if span else "project",
        "starts": str(span[0]) if span else "", "ends": str(span[1]) if span else "", "place": place, "lines": lines,
    },
    st.sampled_from(["Messen", "Forschung"]), said, st.one_of(st.just(""), said), st.lists(lines, max_size=3),
    st.one_of(st.none(), st.tuples(days, st.just(date(2028, 1, 1)))), st.one_of(st.just(""), said),
)  # fmt: skip


@pytest.mark.guide("G2.2-25")
class GivenOutAndReadIn(TestCase):
    """The plan across all channels, whatever stands in it."""

    @settings(max_examples=25, phases=[Phase.generate])
    @given(st.lists(projects, min_size=1, max_size=4, unique_by=lambda one: (one["group"], one["name"].casefold())))
    def test_the_plan_across_all_channels_comes_back_as_it_went(self, told) -> None:
        now = datetime(2026, 11, 2, 8, tzinfo=UTC)
        told = sorted(told, key=lambda one: one["group"])
        here, there = (make_actor(name, make_workspace(name), Role.OWNER) for name in ("Olga", "Zoe"))
        for place, state in enumerate(told):
            put_state(Project(workspace=here.workspace, position=place, version=0), state, now=now)
        with translation.override("de"):
            data = exporting.projects_workbook(here.workspace)
            reading = begin_import(there, name="p", data=data, now=now)
            seen = preview(reading, today=TODAY)
            assert seen.layout is not None
            assert seen.faults == ()
            finish_import(there, reading, now=now)
        assert [_plain(one) for one in Project.objects.filter(workspace=there.workspace)] == [
            _plain(one) for one in Project.objects.filter(workspace=here.workspace)
        ]


def _plain(project: Project) -> object:
    state = state_of(project)
    return {**state, "lines": [{**line, "due": sorted(line["due"], key=str)} for line in state["lines"]]}


@pytest.mark.guide("G2.2-23")
def test_a_calendar_fetches_the_plan_under_a_secret_address_until_it_is_closed(
    owner, ada, now, signed_in, client
) -> None:
    channel = make_channel(owner.workspace, "Werk")
    make_item(owner.workspace, "Für alle", now + timedelta(days=3), channels=[channel], text="Text")
    make_item(owner.workspace, "Adas", now + timedelta(days=4), owner=ada.person)
    put = Project.objects.create(
        workspace=owner.workspace,
        name="Messe",
        kind="event",
        starts=date(2026, 11, 20),
        ends=date(2026, 11, 22),
        updated_at=now,
    )
    page = signed_in(ada)
    slug = owner.workspace.slug
    shown = page.post(
        reverse("planning_new_feed", args=[slug]), {"scope": "all", "with_projects": "1"}, follow=True
    ).content.decode()
    address = re.search(r'value="https?://[^/]+(/kalender/[^"]+)"', shown)[1]
    assert address not in page.get(reverse("planning_give_out", args=[slug])).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    events = {str(one["summary"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert set(events) == {"Für alle", "Adas", "Messe"}
    assert events["Messe"]["dtend"].dt == date(2026, 11, 23)
    assert events["Für alle"]["dtstart"].dt == now + timedelta(days=3)
    assert str(events["Messe"]["url"]).endswith(f"/projekte/{put.pk}/")
    feed = CalendarFeed.objects.get()
    page.post(reverse("planning_end_feed", args=[slug, feed.pk]))
    assert client.get(address).status_code == 404


def test_a_feed_of_mine_shows_mine_alone_and_ends_with_the_membership(owner, ada, now, client) -> None:
    make_item(owner.workspace, "Fremd", now + timedelta(days=3))
    make_item(owner.workspace, "Adas", now + timedelta(days=4), owner=ada.person)
    _feed, token = open_feed(ada, scope="mine", channel_id=None, with_projects=False, now=now)
    address = reverse("planning_feed", args=[token])
    assert [str(one["summary"]) for one in Calendar.from_ical(client.get(address).content).walk("VEVENT")] == ["Adas"]
    Membership.objects.filter(person=ada.person).delete()
    assert client.get(address).status_code == 404


def test_nobody_closes_another_persons_address(owner, ada, now) -> None:
    feed, _token = open_feed(ada, scope="all", channel_id=None, with_projects=True, now=now)
    with pytest.raises(Exception, match=str(feed.pk)):
        close_feed(owner, feed, now=now)
