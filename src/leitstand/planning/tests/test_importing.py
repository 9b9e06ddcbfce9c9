"""Reading in a company's own plan: figure 9 of the guide as it stands, lists, calendars; hostile files; sync; taking back."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from leitstand.house.errors import Impossible, Invalid
from leitstand.house.tests.people import make_workspace
from leitstand.planning.actions.begin_import import begin_import
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.actions.edit_item import edit_item
from leitstand.planning.actions.finish_import import finish_import
from leitstand.planning.actions.keep_import import keep_import
from leitstand.planning.actions.undo_import import undo_import
from leitstand.planning.importing import preview
from leitstand.planning.models import Item, PlanImport, Project
from leitstand.planning.tests.factories import make_channel, make_item
from leitstand.planning.tests.sheets import FIGURE_9, repacked, with_joined, workbook

TODAY = date(2026, 11, 2)


def brought(actor, now, data: bytes, name: str = "plan.xlsx") -> PlanImport:
    return begin_import(actor, name=name, data=data, now=now)


def read_in(actor, now, data: bytes, name: str = "plan.xlsx", **wishes) -> PlanImport:
    reading = brought(actor, now, data, name)
    if wishes:
        keep_import(actor, reading, wishes, now=now)
    return finish_import(actor, reading, now=now)


def csv_of(*lines: str, encoding: str = "utf-8", separator: str = ";") -> bytes:
    return "\r\n".join(line.replace(";", separator) for line in lines).encode(encoding)


@pytest.mark.guide("G2.2-25")
def test_the_guides_own_plan_is_read_as_it_stands(owner, now) -> None:
    read_in(owner, now, workbook(FIGURE_9, merged=["A3:E3"]))
    first, second, third = Project.objects.order_by("position")
    assert [(one.group, one.name) for one in (first, second, third)] == [
        ("MESSEN UND VERANSTALTUNGEN", "Konferenz XY"),
        ("MESSEN UND VERANSTALTUNGEN", "Konferenz XY"),
        ("FORSCHUNGS-PROJEKTE", "Projekt XY"),
    ]
    told = [
        (
            line.track,
            line.what,
            line.lead_name,
            line.is_dropped,
            [(due.month.month, due.text) for due in line.milestones.all()],
        )
        for line in second.lines.all()
    ]
    assert told == [
        ("organisation", "", "Max", False, []),
        ("web", "Veranstaltungsseite/Anmeldung", "Wiebke", False, [(9, "Veranstaltungsseite"), (10, "Anmeldeseite")]),
        ("press", "", "Wiebke", False, []),
        ("media", "", "Max", True, []),
        (
            "social",
            "nur Facebook",
            "Wiebke",
            False,
            [(9, "Ankündigung"), (10, "Quiz"), (10, "jetzt anmelden"), (10, "Live Posts")],
        ),
    ]
    assert [(line.track, line.what) for line in third.lines.all()] == [
        ("web", "Projektseite"), ("web", "Special + Trendseite"), ("media", "Flyer: siehe Veranstaltung XY"),
        ("media", "Videointerview für Social Media"), ("press", "Pressemeldung + FollowUp"), ("social", "LinkedIn"),
    ]  # fmt: skip


def test_a_month_that_is_mistyped_is_named_with_its_cell_and_nothing_is_read_in_before_it_is_mended(owner, now) -> None:
    rows = [list(row) for row in FIGURE_9]
    rows[1][4] = "Otkober"
    reading = brought(owner, now, workbook(rows, before=["Leer"]))
    seen = preview(reading, today=TODAY)
    (fault,) = seen.faults
    assert ((fault.row, fault.column), fault.value, fault.hint) == ((1, 4), "Otkober", "Oktober")
    with pytest.raises(Impossible):
        finish_import(owner, reading, now=now)
    assert not Project.objects.exists()
    keep_import(owner, reading, {**seen.wishes, "cells": {"E2": "Oktober"}}, now=now)
    finish_import(owner, reading, now=now)
    assert Project.objects.last().lines.get(track="media", what__startswith="Video").milestones.get().month == date(
        2026, 10, 1
    )


def test_the_years_of_months_are_said_above_them_or_run_on_over_new_year(owner, now) -> None:
    rows = [
        ["", "", 2026, "", 2027],
        ["Projekt", "Lead", "November", "Dezember", "Januar"],
        ["Messe"],
        ["Presse", "Max", "a", "b", "c"],
    ]
    for above in (rows, [["", "", "", "", ""], *rows[1:]]):
        Project.objects.all().delete()
        read_in(owner, now, workbook(above, merged=["C1:D1"] if above is rows else []), year=2026)
        months = [one.month for one in Project.objects.get().lines.get().milestones.all()]
        assert months == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_days_in_cells_are_dates_numbers_of_the_month_and_words(owner, now) -> None:
    rows = [
        ["Projekt", "Beschreibung", "September", "Oktober"],
        ["Messe"],
        ["Presse", "Meldung", datetime(2026, 9, 15), "3.10. FollowUp"],  # noqa: DTZ001 - a day in a cell
        ["Web", "Seite", 7, "x"],
    ]
    read_in(owner, now, workbook(rows), year=2026)
    told = [
        (due.month, due.day, due.text) for line in Project.objects.get().lines.all() for due in line.milestones.all()
    ]
    assert told == [
        (date(2026, 9, 1), date(2026, 9, 15), "Meldung"),
        (date(2026, 10, 1), date(2026, 10, 3), "FollowUp"),
        (date(2026, 9, 1), date(2026, 9, 7), "Seite"),
        (date(2026, 10, 1), None, "Seite"),
    ]


@pytest.mark.parametrize(("cell", "code"), [("=1+1", "unsolved"), ("#REF!", "broken"), (31, "no_day")])
def test_formulas_without_a_result_errors_and_days_that_are_none_are_named(owner, now, cell, code) -> None:
    rows = [["Projekt", "Lead", "August", "September"], ["Messe"], ["Presse", "Max", None, cell]]
    seen = preview(brought(owner, now, workbook(rows)), today=TODAY)
    assert [(fault.code, fault.row, fault.column) for fault in seen.faults] == [(code, 2, 3)]


def test_a_file_without_any_headings_can_be_told_what_its_columns_are(owner, now) -> None:
    reading = brought(owner, now, workbook([["Messeposting", date(2026, 12, 1)], ["Jubiläum", date(2026, 12, 5)]]))
    assert preview(reading, today=TODAY).layout is None
    wishes = {"kind": "list", "head": 0, "columns": {"title": 0, "day": 1}, "target": "posts"}
    keep_import(owner, reading, wishes, now=now)
    finish_import(owner, reading, now=now)
    assert [item.title for item in Item.objects.all()] == ["Jubiläum"]  # the line of the headings is none of them


@pytest.mark.guide("G2.2-23")
def test_a_list_of_press_topics_becomes_topics_and_dated_posts(owner, ada, now) -> None:
    linkedin = make_channel(owner.workspace, "Prüfwerk LinkedIn")
    data = csv_of(
        "Pressethema;Erscheint;Kanal;Zuständig;Zielgruppe;Notizen",
        "Neue Prüflinie;15.12.2026;Prüfwerk LinkedIn;Ada;Qualitätsleitung;mit Bild",
        "Ausbildung im Werk;;;Herr Extern;;",
    )
    read_in(owner, now, data, "presse.csv")
    topic, post = Item.objects.order_by("title")
    assert (topic.title, topic.stage, topic.planned_at, topic.notes) == (
        "Ausbildung im Werk", "idea", None, "Verantwortlich laut Plan: Herr Extern",
    )  # fmt: skip
    assert (post.title, post.stage, post.planned_at) == (
        "Neue Prüflinie",
        "planned",
        datetime(2026, 12, 15, 9, tzinfo=UTC),
    )
    assert (post.channel_ids, post.owner, post.audience, post.notes) == (
        [linkedin.pk],
        ada.person,
        "Qualitätsleitung",
        "mit Bild",
    )


@pytest.mark.guide("G2.2-23")
def test_an_events_list_from_a_calendar_becomes_events(owner, now) -> None:
    data = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//DE\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTAMP:20261101T000000Z\r\n"
        b"DTSTART;VALUE=DATE:20270315\r\nDTEND;VALUE=DATE:20270318\r\nSUMMARY:Control-Messe\r\nLOCATION:Stuttgart\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )  # fmt: skip
    read_in(owner, now, data, "messen.ics")
    event = Project.objects.get()
    assert (event.kind, event.name, event.starts, event.ends, event.place) == (
        "event", "Control-Messe", date(2027, 3, 15), date(2027, 3, 17), "Stuttgart",
    )  # fmt: skip


@pytest.mark.guide("G2.2-23")
def test_the_same_list_again_updates_and_doubles_nothing_and_what_was_changed_here_stays(owner, now) -> None:
    lines = ["Titel;Datum", "A;01.12.2026", "B;02.12.2026", "C;03.12.2026"]
    read_in(owner, now, csv_of(*lines))
    mine = Item.objects.get(title="C")
    edit_item(owner, mine, {"notes": "von Hand"}, version=mine.version, now=now)
    done = read_in(owner, now, csv_of(lines[0], lines[1], "B;09.12.2026", "C;10.12.2026", "D;11.12.2026"))
    assert done.counts == {"new": 1, "changed": 1, "same": 1, "ours": 1, "left_out": 0}
    days = {item.title: item.planned_at.day for item in Item.objects.all()}
    assert days == {"A": 1, "B": 9, "C": 3, "D": 11}


def test_projects_read_again_are_brought_up_to_date_and_keep_their_posts(owner, now) -> None:
    read_in(owner, now, workbook(FIGURE_9), year=2026)
    rows = [list(row) for row in FIGURE_9]
    rows[6].append("Nachfassen")
    done = read_in(owner, now, workbook(rows), year=2026)
    assert done.counts == {"new": 0, "changed": 1, "same": 2, "ours": 0, "left_out": 0}
    assert Project.objects.count() == 3
    press = Project.objects.order_by("position").first().lines.get(track="press")
    assert [one.text for one in press.milestones.all()] == ["Versand", "Nachfassen"]


def test_columns_and_people_are_remembered_for_the_next_file_of_its_kind(owner, ada, now) -> None:
    data = csv_of("Thema;Termin;Wer", "A;01.12.2026;AM")
    reading = brought(owner, now, data)
    seen = preview(reading, today=TODAY)
    assert seen.leads == {"AM": None}
    keep_import(owner, reading, {**seen.wishes, "people": {"AM": ada.person.pk}}, now=now)
    finish_import(owner, reading, now=now)
    again = preview(brought(owner, now, csv_of("Thema;Termin;Wer", "B;02.12.2026;AM")), today=TODAY)
    assert again.leads == {"AM": ada.person.pk}
    assert again.source is not None


def test_what_a_file_brought_can_be_taken_back_but_for_what_was_worked_on(owner, now) -> None:
    reading = read_in(owner, now, csv_of("Titel;Datum", "A;01.12.2026", "B;02.12.2026"))
    kept = Item.objects.get(title="B")
    edit_item(owner, kept, {"text": "Fertig"}, version=kept.version, now=now)
    assert undo_import(owner, reading, now=now) == 1
    assert [item.title for item in Item.objects.filter(deleted_at=None)] == ["B"]
    with pytest.raises(Impossible):
        undo_import(owner, reading, now=now)


def test_taking_back_sets_changed_posts_and_projects_to_what_they_were(owner, now) -> None:
    read_in(owner, now, csv_of("Titel;Datum", "A;01.12.2026"))
    read_in(owner, now, workbook(FIGURE_9), year=2026)
    second = read_in(owner, now, csv_of("Titel;Datum", "A;09.12.2026"))
    rows = [list(row) for row in FIGURE_9]
    rows[6][3] = "Später"
    third = read_in(owner, now, workbook(rows), year=2026)
    assert (undo_import(owner, second, now=now), undo_import(owner, third, now=now)) == (0, 0)
    assert Item.objects.get().planned_at.day == 1
    press = Project.objects.order_by("position").first().lines.get(track="press")
    assert [one.text for one in press.milestones.all()] == ["Versand"]


def test_bad_lines_are_left_out_only_where_that_is_wished(owner, now) -> None:
    data = csv_of("Titel;Datum;Kanal", "A;31.02.2026;", "B;01.12.2026;Myspace", "C;02.12.2026;")
    reading = brought(owner, now, data)
    seen = preview(reading, today=TODAY)
    assert [(fault.code, fault.value) for fault in seen.faults] == [
        ("no_date", "31.02.2026"),
        ("no_channel", "Myspace"),
    ]
    assert not seen.can_be_read_in
    keep_import(owner, reading, {**seen.wishes, "leave_out": True}, now=now)
    done = finish_import(owner, reading, now=now)
    assert [item.title for item in Item.objects.all()] == ["C"]
    assert done.counts["left_out"] == 2


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ";")]
)
def test_csv_is_read_in_whatever_way_it_was_written(owner, now, encoding, separator) -> None:
    read_in(owner, now, csv_of("Titel;Datum", "Prüfgerät für Öfen;01.12.2026", encoding=encoding, separator=separator))
    assert Item.objects.get().title == "Prüfgerät für Öfen"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leer"),
        (b"PK\x03\x04 broken", "als Tabelle"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook", ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Kennwort"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:gestern\r\n", "als Tabelle"),
        (b"x" * 20_000_001, "zu groß"),
    ],
    ids=["empty", "broken", "old", "locked", "bad calendar", "zu groß"],
)
def test_what_is_no_table_is_refused_with_what_to_do(owner, now, data, words) -> None:
    with pytest.raises(Invalid) as wrong:
        brought(owner, now, data)
    assert words in wrong.value.errors["file"]


def test_a_file_that_would_fill_the_memory_is_not_unpacked(owner, now) -> None:
    bomb = repacked(workbook([["Titel", "Datum"]]), xl___media___bomb__bin=b"\0" * 260_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(Invalid) as wrong:
        brought(owner, now, bomb)
    assert "zu groß" in wrong.value.errors["file"]


def test_a_hundred_megabytes_are_refused_before_they_are_read(owner, now, signed_in) -> None:
    given = SimpleUploadedFile("plan.xlsx", b"PK\x03\x04" + b"0" * 20_000_000)
    answer = signed_in(owner).post(reverse("planning_read_in", args=[owner.workspace.slug]), {"file": given})
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()
    assert not PlanImport.objects.exists()


def test_macros_and_links_to_other_files_are_left_aside_and_told(owner, now) -> None:
    data = repacked(
        workbook([["Titel", "Datum"], ["A", "01.12.2026"]]),
        xl___vbaProject__bin=b"x",
        xl___externalLinks___externalLink1__xml=b"<x/>",
    )
    seen = preview(brought(owner, now, data, "plan.xlsm"), today=TODAY)
    assert seen.book.notes == {"macros", "links"}
    assert len(seen.units) == 1


def test_a_joined_area_over_the_whole_sheet_does_no_harm(owner, now) -> None:
    data = with_joined(workbook([["Titel", "Datum"], ["A", "01.12.2026"]]), "B2:XFD1048576")
    assert len(preview(brought(owner, now, data), today=TODAY).units) == 1


def test_a_thing_that_is_being_approved_is_not_changed_by_a_file(owner, now) -> None:
    read_in(owner, now, csv_of("Titel;Datum", "A;01.12.2026"))
    Item.objects.update(stage="in_review")
    done = read_in(owner, now, csv_of("Titel;Datum", "A;09.12.2026"))
    assert done.counts["ours"] == 1
    assert Item.objects.get().planned_at.day == 1


def test_a_number_of_another_companys_post_finds_nothing(owner, now) -> None:
    foreign = make_item(make_workspace("Andere"), "Fremd")
    read_in(owner, now, csv_of("Nummer in Leitstand;Titel;Datum", f"{foreign.pk}:1;Unser;01.12.2026"))
    foreign.refresh_from_db()
    assert foreign.title == "Fremd"
    assert Item.objects.filter(workspace=owner.workspace).get().title == "Unser"


def test_the_page_shows_the_sheet_corrects_a_cell_and_reads_it_in(owner, now, signed_in) -> None:
    client = signed_in(owner)
    slug = owner.workspace.slug
    rows = [list(row) for row in FIGURE_9]
    rows[1][4] = "Otkober"
    given = SimpleUploadedFile("Plan 2026.xlsx", workbook(rows, merged=["A3:E3"]))
    answer = client.post(reverse("planning_read_in", args=[slug]), {"file": given}, follow=True)
    page = answer.content.decode()
    assert "„Otkober“ ist kein Monat" in page
    assert "E2" in page
    address = answer.redirect_chain[-1][0]
    form = {
        "kind": "months",
        "head": "2",
        "year": "2026",
        "column-project": "0",
        "column-what": "1",
        "column-lead": "2",
    }
    client.post(address, {**form, "cell-E2": "Oktober", "act": "look"})
    page = client.get(address).content.decode()
    assert "E = Oktober 2026" in page
    answer = client.post(address, {**form, "act": "read"}, follow=True)
    assert "3 neue Einträge" in answer.content.decode()
    assert Project.objects.count() == 3
    assert "Live-Interview" in client.get(reverse("planning_projects", args=[slug]) + "?ab=2026-09").content.decode()


def test_the_reads_and_writes_of_a_list_do_not_grow_with_its_lines(owner, now, django_assert_max_num_queries) -> None:
    make_channel(owner.workspace, "Werk")
    for count in (20, 300):
        lines = [f"Beitrag {count} {number};01.12.2026;Werk;Text {number}" for number in range(count)]
        reading = brought(owner, now, csv_of("Titel;Datum;Kanal;Text", *lines))
        with django_assert_max_num_queries(60):
            finish_import(owner, reading, now=now)
    assert Item.objects.filter(stage="written").count() == 320


def test_many_posts_read_in_are_what_they_would_be_one_by_one(owner, now) -> None:
    first, second = make_channel(owner.workspace, "B", position=2), make_channel(owner.workspace, "A", position=1)
    read_in(owner, now, csv_of("Titel;Datum;Kanal;Text", "Messe;01.12.2026;B, A;Guten Morgen"))
    one = Item.objects.get()
    other = create_item(
        owner,
        {"title": "Messe", "text": "Guten Morgen", "planned_at": one.planned_at, "channel_ids": [first.pk, second.pk]},
        now=now,
    ).item
    other.refresh_from_db()
    assert (one.stage, one.channel_ids, one.text) == (other.stage, other.channel_ids, other.text)
    told = []
    for item in (one, other):
        stored = item.publications.order_by("channel_id")
        told.append(
            [(each.channel_id, each.state, each.content, each.due_at, each.versions.count()) for each in stored]
        )
    assert told[0] == told[1]
    assert one.draft.content == other.draft.content
