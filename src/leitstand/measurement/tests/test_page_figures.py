"""Figures of a whole page come from a file: numbers by day, in every format Excel writes, and never a single person."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from leitstand.channels.models import Channel
from leitstand.house.actor import Foreign, NotAllowed
from leitstand.kernel.reading import Metric
from leitstand.measurement.actions.import_page_figures import import_page_figures
from leitstand.measurement.core.page_table import read_page_table
from leitstand.measurement.models import Reading
from leitstand.measurement.spreadsheets import NoTable, lines_of

BRAND = """BrandManager;Auswertung

Datum;Follower gesamt;Besucher;Reichweite der Neuigkeiten;Neue Follower
01.10.2026;1.204;38;2.310;4
02.10.2026;1.207;–;1.980;3
"""


@pytest.fixture
def channel(workspace, now) -> Channel:
    return Channel.objects.create(
        workspace=workspace,
        network="xing",
        external_id="x",
        handle="werk",
        name="Werk auf XING",
        method="hand",
        connected_at=now,
    )


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def told(channel: Channel) -> dict[tuple[str, str], int]:
    rows = Reading.objects.filter(channel=channel, publication=None)
    return {(str(row.taken_at.date()), row.metric): int(row.value) for row in rows}


@pytest.mark.guide("G4.5-19")
def test_an_export_of_the_brand_manager_becomes_readings_of_the_page(owner, channel, now) -> None:
    done = import_page_figures(owner, channel, BRAND.encode(), now=now)
    assert (done.days, done.faults, done.ignored) == (2, (), ("neue follower",))
    assert told(channel) == {
        ("2026-10-01", "followers"): 1204, ("2026-10-01", "profile_visits"): 38, ("2026-10-01", "reach"): 2310,
        ("2026-10-02", "followers"): 1207, ("2026-10-02", "reach"): 1980,
    }  # fmt: skip
    assert {row.origin for row in Reading.objects.all()} == {"imported"}


@pytest.mark.guide("G4.5-19")
@pytest.mark.parametrize("column", ["Name", "E-Mail", "Nachname", "Profil-URL", "Mitglied"])
def test_a_column_about_people_refuses_the_whole_table(owner, channel, now, column) -> None:
    data = f"Datum;Follower;{column}\n01.10.2026;12;Katrin Muster\n".encode()
    done = import_page_figures(owner, channel, data, now=now)
    assert done.days == 0
    assert column.lower() in done.faults[0][1].lower()
    assert not Reading.objects.exists()


def test_an_excel_workbook_is_read_with_its_dates_and_numbers(owner, channel, now) -> None:
    data = workbook(
        ("Datum", "Follower", "Besucher"),
        (datetime.fromisoformat("2026-10-01"), 1204.0, 38),
        (date(2026, 10, 2), 1207, None),
    )
    assert import_page_figures(owner, channel, data, now=now).days == 2
    assert told(channel)["2026-10-01", "followers"] == 1204


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_and_marks_of_every_export_are_read(encoding) -> None:
    lines = lines_of("Datum\tFollower\tÜbrig\n2026-10-01\t5\tä\n".encode(encoding))
    assert lines[0] == ["Datum", "Follower", "Übrig"]


def test_the_same_days_again_take_the_place_of_what_was_read_before(owner, channel, now) -> None:
    import_page_figures(owner, channel, BRAND.encode(), now=now)
    import_page_figures(owner, channel, BRAND.replace("1.204", "1.205").encode(), now=now)
    assert told(channel)["2026-10-01", "followers"] == 1205
    assert Reading.objects.count() == 5


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"Follower;Besucher\n1;2\n", 1),
        (b"Datum;Irgendwas\n01.10.2026;2\n", 1),
        (b"Datum;Follower\nbald;2\n", 2),
        (b"Datum;Follower\n01.10.2026;viele\n", 2),
        (b"Datum;Follower\n01.10.2026;1\n01.10.2026;2\n", 3),
        (b"Datum;Follower\n01.10.2031;1\n", 2),
        (b"Datum;Follower\n01.10.2026;-\n", 1),
        (b"PK\x03\x04 kein Arbeitsblatt", 1),
        (b"x" * 5_000_001, 1),
    ],
)
def test_with_one_fault_nothing_is_read_in_and_its_line_is_named(owner, channel, now, data, line) -> None:
    done = import_page_figures(owner, channel, data, now=now)
    assert done.days == 0
    assert done.faults[0][0] == line
    assert done.faults[0][1]
    assert not Reading.objects.exists()


def test_only_who_enters_figures_reads_them_in_and_only_here(owner, dora, emil, channel, now) -> None:
    with pytest.raises(Foreign):
        import_page_figures(emil, channel, BRAND.encode(), now=now)
    with pytest.raises(NotAllowed):
        import_page_figures(dora, channel, BRAND.encode(), now=now)


@pytest.mark.guide("G4.5-19")
def test_the_channel_s_page_leads_to_it_and_shows_what_came(signed_in, owner, channel) -> None:
    browser = signed_in(owner)
    address = f"/w/werk/ergebnisse/kanal/{channel.pk}/einlesen/"
    assert address in browser.get(f"/w/werk/ergebnisse/kanal/{channel.pk}/?tage=90").content.decode()
    wrong = browser.post(address, {"file": SimpleUploadedFile("x.csv", b"Datum;Name\n01.10.2026;Eva\n")})
    assert wrong.status_code == 422
    assert "Personen" in wrong.content.decode()
    done = browser.post(address, {"file": SimpleUploadedFile("x.csv", BRAND.encode())}, follow=True)
    assert "2 Tagen" in done.content.decode()
    assert "neue follower" in done.content.decode()


@given(st.binary(max_size=300))
def test_rubbish_is_a_table_or_none_and_breaks_nothing(data: bytes) -> None:
    try:
        lines = lines_of(data)
    except NoTable:
        return
    read_page_table(lines)


CELL = (
    st.none()
    | st.text(max_size=8)
    | st.integers()
    | st.floats(allow_nan=True)
    | st.dates()
    | st.sampled_from(["Datum", "Follower"])
)


@given(st.lists(st.lists(CELL, max_size=5), max_size=6))
def test_any_cells_are_read_without_breaking_and_no_figure_is_below_nothing(lines) -> None:
    table = read_page_table(lines)
    assert all(value >= 0 for row in table.rows for value in row.figures.values())
    assert all(metric in Metric for row in table.rows for metric in row.figures)
