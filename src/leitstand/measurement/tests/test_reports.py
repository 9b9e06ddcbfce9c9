"""Reports: frozen figures, conclusion and decisions, links, files, and letters that go out once."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
import regex
import typst
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pptx import Presentation

from leitstand.house.actor import Foreign, NotAllowed
from leitstand.house.erasure import entries
from leitstand.house.errors import Invalid
from leitstand.house.models import AuditEntry, Membership
from leitstand.house.paper import as_pdf, as_pictures, breakable
from leitstand.listening.models import DayFigures, Search, Source
from leitstand.measurement.actions.keep_conclusion import Decided, keep_conclusion
from leitstand.measurement.actions.keep_kpi_line import LineFields, keep_kpi_line
from leitstand.measurement.actions.keep_kpi_settings import keep_kpi_settings
from leitstand.measurement.actions.make_report import make_report
from leitstand.measurement.actions.revoke_link import revoke_link
from leitstand.measurement.actions.schedule_report import schedule_report, stop_schedule
from leitstand.measurement.actions.send_due_reports import send_due_reports
from leitstand.measurement.actions.share_report import share_report
from leitstand.measurement.core.periods import Period
from leitstand.measurement.core.report import from_json
from leitstand.measurement.models import Standing
from leitstand.measurement.models.kpis import usual_acts
from leitstand.measurement.models.reports import Report, ReportLink, ReportPlan, ReportSending
from leitstand.measurement.report_files import csv_of, slides_of, workbook_of
from leitstand.measurement.report_pdf import data_of, drawn, pdf_of
from leitstand.measurement.report_told import told_of
from leitstand.measurement.tests.factories import make_channel, make_published
from leitstand.strategy.models import Goal

D = Decimal
Q3 = Period(2026, 3)
HOSTILE = '#panic("x") *fett* _x_ $x^2$ <label> @ref \\ #let a = 1 [ ] ` `` ``` // /* 😀👩‍👩‍👧 שלום مرحبا \u202e \x00\x07 </script>'

pytestmark = pytest.mark.django_db


def post(channel, day, **told):
    at = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    made = make_published(channel, at)
    return Standing.objects.create(
        publication=made, workspace=channel.workspace, channel=channel, published_at=at, taken_at=at, **told
    )


def heard(workspace, name, purpose, now, **counts):
    search = Search.objects.create(workspace=workspace, name=name, query=name, purpose=purpose, made_at=now)
    source, _new = Source.objects.get_or_create(
        workspace=workspace, kind="file", scope="file:1", defaults={"name": "Export"}
    )
    for day, count in counts.items():
        on = date.fromisoformat(day.removeprefix("d").replace("_", "-"))
        DayFigures.objects.create(workspace=workspace, search=search, source=source, day=on, mentions=count)


@pytest.fixture
def quarter(ada, now):
    """Three posts: one in each quarter that is compared; mentions of us and of two competitors; a matrix of two lines."""
    channel = make_channel(ada.workspace, now)
    post(channel, date(2026, 8, 12), impressions=1200, likes=30, interactions=30)
    post(channel, date(2026, 5, 12), impressions=1000, likes=40, interactions=40)
    post(channel, date(2025, 9, 30), impressions=600, likes=10, interactions=10)
    early = datetime(2025, 1, 1, tzinfo=UTC)
    heard(ada.workspace, "Wir", "reputation", early, d2026_07_01=30, d2026_06_30=20)
    heard(ada.workspace, "Meier", "competitor", early, d2026_09_30=60, d2026_04_01=80)
    heard(ada.workspace, "Neu", "competitor", datetime(2026, 8, 1, tzinfo=UTC), d2026_08_01=10)
    answers = dict.fromkeys(("goals", "regular", "tracked"), True)
    keep_kpi_settings(ada, answers=answers, acts=usual_acts(), fatigue_from=D(4), negative_from=D(25), now=now)
    goal = Goal.objects.create(
        workspace=ada.workspace, name="Bekannter werden", kind="awareness", starts_on=date(2026, 1, 1), created_at=now
    )
    keep_kpi_line(ada, LineFields("marketing", goal, "impressions", D(1000)), now=now)
    keep_kpi_line(ada, LineFields("hr", goal, "share_of_voice", D(50)), now=now)
    return channel


@pytest.fixture
def report(ada, quarter, now):
    return make_report(ada, scope="alle:alle", period=Q3, now=now)


def figures(report):
    return {one.kpi: one for one in from_json(report.figures).figures}


def test_a_report_holds_the_quarter_beside_the_one_before_and_the_same_a_year_before(report) -> None:
    told = figures(report)["impressions"]
    assert (told.now, told.before, told.year) == (1200, 1000, 600)
    assert report.name == "Bericht 3. Quartal 2026: Alle Abteilungen"
    assert AuditEntry.objects.filter(verb="measurement.make_report").count() == 1


def test_a_post_of_midnight_counts_in_the_quarter_of_the_workspace(ada, now) -> None:
    channel = make_channel(ada.workspace, now)
    made = post(channel, date(2026, 9, 30), impressions=5)
    Standing.objects.filter(pk=made.pk).update(
        published_at=datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    )  # 1 October there
    assert figures(make_report(ada, scope="alle:alle", period=Q3, now=now))["impressions"].now is None
    ada.workspace.time_zone = "Atlantic/Azores"
    ada.workspace.save()
    assert figures(make_report(ada, scope="alle:alle", period=Q3, now=now))["impressions"].now == 5


@pytest.mark.guide("G5.6-14")
def test_a_quarter_is_held_against_the_one_before_with_share_of_voice_conclusion_decisions_and_a_pdf(
    ada, report, signed_in, now
) -> None:
    voices = from_json(report.figures).voices
    assert [(one.name, one.now, one.before) for one in voices] == [
        (ada.workspace.name, 30, 20), ("Meier", 60, 80), ("Neu", 10, None),
    ]  # fmt: skip
    client, page = signed_in(ada), reverse("measurement_report", args=[ada.workspace.slug, report.pk])
    shown = client.get(page).content.decode()
    assert "Gestiegen (Vergleich: 2. Quartal 2026): Share of Voice auf 30,0 % (+10,0 Punkte)" in shown
    assert "Impressionen auf 1.200 (+20 %)" in shown
    assert "Share of Voice: 30,0 %" in shown
    assert "(2. Quartal 2026: 20,0 %)" in shown
    assert "Meier mit 60,0 %" in shown
    assert "1 von 2 Zielwerten sind erreicht" in shown
    form = {
        "conclusion": "Die Messe wirkt.", "d-TOTAL_FORMS": "3", "d-INITIAL_FORMS": "0", "d-0-text": "Zwei Videos je Woche",
        "d-0-who": str(ada.person.pk), "d-0-until": "2026-12-31", "d-1-text": "", "d-2-text": "",
    }  # fmt: skip
    answer = client.post(reverse("measurement_conclude_report", args=[ada.workspace.slug, report.pk]), form)
    assert answer.status_code == 302
    shown = client.get(page).content.decode()
    for words in ("Die Messe wirkt.", "Zwei Videos je Woche", str(ada.person), "31.12.2026"):
        assert words in shown
    told = read(
        client.get(reverse("measurement_report_file", args=[ada.workspace.slug, report.pk, "pdf"])), "de", report
    )
    for words in ("Die Messe wirkt.", "Zwei Videos je Woche", "2. Quartal 2026", "30,0 %", "1.200"):
        assert words in told


def read(answer, language, report) -> str:
    """Hold the file to be a tagged PDF in its language; return what the document says, as Typst sets it."""
    assert answer["Content-Type"] == "application/pdf"
    tagged(answer.content, language)
    with translation.override(language):
        told = told_of(Report.objects.get(pk=report.pk))
        return str(data_of(told))


def tagged(pdf: bytes, language: str) -> None:
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert b"/Lang (%s)" % language.encode() in pdf or b"/Lang(%s)" % language.encode() in pdf
    assert b"pdfuaid" in pdf
    assert b"/Alt" in pdf


def test_figures_of_a_report_stay_when_the_world_goes_on(ada, quarter, report, now) -> None:
    before = told_of(report)
    post(quarter, date(2026, 8, 20), impressions=5000)
    heard(ada.workspace, "Viele", "competitor", now, d2026_08_02=500)
    Goal.objects.update(name="Anders")
    after = told_of(Report.objects.get(pk=report.pk))
    assert (after.figures, after.sentences, after.voices, after.targets) == (
        before.figures, before.sentences, before.voices, before.targets,
    )  # fmt: skip
    assert figures(make_report(ada, scope="alle:alle", period=Q3, now=now))["impressions"].now == 6200


def test_a_report_of_a_department_holds_its_figures_and_its_lines_alone(ada, quarter, now) -> None:
    frozen = from_json(make_report(ada, scope="bereich:hr", period=Q3, now=now).figures)
    assert [one.figure.kpi for one in frozen.targets] == ["share_of_voice"]
    assert "impressions" not in {one.kpi for one in frozen.figures}


def test_a_period_that_is_not_over_has_no_report(ada, now) -> None:
    for period in (Period(2026, 4), Period(2026, 11, "month"), Period(2027, 1), Period(1990, 1)):
        with pytest.raises(Invalid):
            make_report(ada, scope="alle:alle", period=period, now=now)
    with pytest.raises(Invalid):
        make_report(ada, scope="bereich:none", period=Q3, now=now)


def test_guests_read_and_nobody_of_another_workspace_does_anything(
    ada, dora, emil, cem, report, signed_in, now
) -> None:
    page = reverse("measurement_report", args=[ada.workspace.slug, report.pk])
    assert signed_in(dora).get(page).status_code == 200
    assert "für Personen ohne Konto" not in signed_in(dora).get(page).content.decode()
    assert signed_in(emil).get(page).status_code == 404
    for act in (
        lambda actor: make_report(actor, scope="alle:alle", period=Q3, now=now),
        lambda actor: keep_conclusion(actor, report, conclusion="x", decisions=[], now=now),
        lambda actor: share_report(actor, report, until=now.date(), now=now),
        lambda actor: schedule_report(
            actor, name="x", scope="alle:alle", rhythm="month", recipients=[actor.person], now=now
        ),
    ):
        with pytest.raises(NotAllowed):
            act(dora)
    for act in (
        lambda: keep_conclusion(emil, report, conclusion="x", decisions=[], now=now),
        lambda: share_report(emil, report, until=now.date(), now=now),
    ):
        with pytest.raises(Foreign):
            act()
    with pytest.raises(NotAllowed):
        share_report(cem, report, until=now.date(), now=now)
    other = Report.objects.get(pk=report.pk)
    assert (other.conclusion, other.links.count()) == ("", 0)


def test_a_decision_is_done_by_a_member_and_empty_ones_are_left_out(ada, emil, report, now) -> None:
    keep_conclusion(ada, report, conclusion=" ", decisions=[Decided("  "), Decided("Tun", ada.person)], now=now)
    assert [one.text for one in report.decisions.all()] == ["Tun"]
    with pytest.raises(Invalid):
        keep_conclusion(ada, report, conclusion="", decisions=[Decided("Tun", emil.person)], now=now)
    with pytest.raises(Invalid):
        keep_conclusion(ada, report, conclusion="x" * 10_001, decisions=[], now=now)
    keep_conclusion(ada, report, conclusion="", decisions=[], now=now)
    report.refresh_from_db()
    assert (report.concluded_at, report.decisions.count()) == (None, 0)


# -- files ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pdf_is_tagged_titled_speaks_its_language_and_tells_its_charts_in_words(report, language) -> None:
    with translation.override(language):
        told = told_of(report)
        tagged(pdf_of(told), language)
        data = data_of(told)
    assert [one["alt"].count(";") for one in data["charts"]] == [12, 2]  # 13 weeks, 3 brands: every value is said


def test_what_people_typed_is_text_in_every_file_and_breaks_none(ada, report, now) -> None:
    long = "ẞ" * 10_000
    Report.objects.filter(pk=report.pk).update(name=HOSTILE[:60])
    keep_conclusion(ada, report, conclusion=long, decisions=[Decided(HOSTILE.replace("\x00", ""), ada.person)], now=now)
    report = Report.objects.select_related("workspace").get(pk=report.pk)
    report.conclusion = HOSTILE  # the database takes no NUL; a file must bear it all the same
    told = told_of(report)
    assert pdf_of(told).startswith(b"%PDF-")
    show = Presentation(io.BytesIO(slides_of(told)))
    assert "#panic" in "".join(
        shape.text_frame.text for slide in show.slides for shape in slide.shapes if shape.has_text_frame
    )
    assert load_workbook(io.BytesIO(workbook_of(told))).active.max_row > 10
    assert "#panic" in "".join(csv_of(told))
    report.conclusion = long
    assert pdf_of(told_of(report)).startswith(b"%PDF-")


def test_markup_and_code_of_typst_reach_the_page_as_they_were_typed(tmp_path) -> None:
    template = tmp_path / "echo.typ"
    template.write_text(
        "#set document(title: [x])\n#let told = json(bytes(sys.inputs.data))\n#metadata(told.text)<told>\n#told.text"
    )
    typed = HOSTILE.replace("\x00", "").replace("\x07", "")
    found = typst.query(template, "<told>", field="value", one=True, sys_inputs={"data": json.dumps({"text": typed})})
    assert json.loads(found) == typed
    assert as_pdf(template, {"text": typed})
    assert len(as_pictures(template, {"text": typed})) == 1


def test_long_words_may_break_and_what_is_seen_as_one_sign_stays_one() -> None:
    family = "👩‍👩‍👧"
    assert breakable("kurz und gut") == "kurz und gut"
    pieces = breakable(family * 50).split("\u200b")
    assert len(pieces) > 1
    assert all(regex.fullmatch(f"(?:{family})+", piece) for piece in pieces)
    assert breakable("a\x00b\ud800c") == "abc"


def test_slides_have_a_title_each_native_charts_tables_and_the_sentences_as_notes(ada, report, now) -> None:
    keep_conclusion(
        ada, report, conclusion="Gut.", decisions=[Decided("Weiter so", ada.person, date(2026, 12, 31))], now=now
    )
    show = Presentation(io.BytesIO(slides_of(told_of(Report.objects.get(pk=report.pk)))))
    assert show.core_properties.title == report.name
    titles = [slide.shapes.title.text_frame.text for slide in show.slides if slide.shapes.title is not None]
    for wanted in (
        "Auf einen Blick",
        "Fazit",
        "Entscheidungen",
        "Zielwerte der Abteilungen",
        "Zahlen",
        "Interaktionen je Woche",
    ):
        assert wanted in titles
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    assert [list(one.plots[0].categories) for one in charts][1] == [ada.workspace.name, "Meier", "Neu"]
    assert [one.name for one in charts[1].plots[0].series] == ["3. Quartal 2026", "2. Quartal 2026"]
    assert list(charts[1].plots[0].series[0].values) == [30.0, 60.0, 10.0]
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in show.slides)
    assert "Gestiegen (Vergleich: 2. Quartal 2026)" in notes
    cells = [
        cell.text
        for slide in show.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert {"Impressionen", "1.200", "+20 %", "Weiter so", "31.12.2026"} <= set(cells)


def test_every_format_says_the_same_of_a_figure_in_both_languages(ada, report, signed_in) -> None:
    client = signed_in(ada)
    for language, wanted in (("de", "Impressionen"), ("en", "Impressions")):
        address = reverse("measurement_report_file", args=[ada.workspace.slug, report.pk, "xlsx"])
        sheet = load_workbook(io.BytesIO(client.get(f"{address}?sprache={language}").content)).active
        rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
        assert rows[wanted][2:6] == (1200, 1000, 20, 600)
        text = client.get(address.replace(".xlsx", ".csv") + f"?sprache={language}").content.decode()
        assert f"{wanted};;1200,00;1000,00;20,0;600,00" in text
    assert client.get(address.replace(".xlsx", ".exe")).status_code == 404
    with translation.override("de"):
        assert set(drawn(told_of(report))) == {"course", "voice"}


# -- links ---------------------------------------------------------------------------------------------------------------


def test_a_link_shows_one_report_without_cookies_to_no_search_engine_and_counts_its_visits(ada, report, now) -> None:
    _link, token = share_report(ada, report, until=date(2026, 11, 30), note="Beirat", now=now)
    answer = Client().get(reverse("measurement_public_report", args=[token]))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Impressionen auf 1.200" in shown
    assert not answer.cookies
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert f"/w/{ada.workspace.slug}/" not in shown
    Client().head(reverse("measurement_public_report", args=[token]))
    assert ReportLink.objects.get().views == 1
    assert token not in str(ReportLink.objects.values().get())
    file = Client().get(reverse("measurement_public_report_file", args=[token]))
    tagged(file.content, "de")
    assert "noindex" in file["X-Robots-Tag"]


def test_a_link_opens_on_its_last_day_and_is_gone_the_day_after_with_a_helpful_page(ada, report, clock, now) -> None:
    _link, token = share_report(ada, report, until=date(2026, 11, 3), now=now)
    address = reverse("measurement_public_report", args=[token])
    clock.moment = datetime(2026, 11, 3, 22, 59, tzinfo=UTC)  # 23:59 in Berlin
    assert Client().get(address).status_code == 200
    clock.moment = datetime(2026, 11, 3, 23, 0, tzinfo=UTC)
    for where in (address, reverse("measurement_public_report_file", args=[token])):
        answer = Client().get(where)
        assert answer.status_code == 410
        assert "nicht mehr abrufbar" in answer.content.decode()
        assert report.name not in answer.content.decode()


def test_a_link_that_was_closed_is_gone_and_a_forged_one_was_never_there(ada, report, signed_in, now) -> None:
    link, token = share_report(ada, report, until=date(2026, 11, 30), now=now)
    signed_in(ada).post(reverse("measurement_revoke_report_link", args=[ada.workspace.slug, link.pk]))
    assert Client().get(reverse("measurement_public_report", args=[token])).status_code == 410
    revoke_link(ada, link, now=now)
    assert AuditEntry.objects.filter(verb="measurement.revoke_report_link").count() == 1
    for forged in (token[:-1], token + "x", "1", str(report.pk), "%00", "a" * 500):
        answer = Client().get(f"/berichte/{forged}")
        assert answer.status_code == 404, forged


def test_the_address_is_shown_once_and_leads_to_the_report(ada, report, signed_in, now) -> None:
    client, page = signed_in(ada), reverse("measurement_report", args=[ada.workspace.slug, report.pk])
    client.post(
        reverse("measurement_share_report", args=[ada.workspace.slug, report.pk]), {"until": "2026-11-30", "note": "X"}
    )
    found = regex.search(r'value="http[^"]*(/berichte/[^"]+)"', client.get(page).content.decode())
    assert found is not None
    assert Client().get(found[1]).status_code == 200
    assert found[1] not in client.get(page).content.decode()


def test_a_deleted_report_takes_its_links_with_it_and_stays_in_the_trail(ada, dora, report, signed_in, now) -> None:
    _link, token = share_report(ada, report, until=date(2026, 11, 30), now=now)
    address = reverse("measurement_remove_report", args=[ada.workspace.slug, report.pk])
    assert signed_in(dora).post(address).status_code == 403
    assert signed_in(ada).post(address).status_code == 302
    assert Client().get(reverse("measurement_public_report", args=[token])).status_code == 404
    assert AuditEntry.objects.get(verb="measurement.drop_report").subject == report.name


@pytest.mark.parametrize("until", [date(2026, 11, 1), date(2027, 11, 30), date.min])
def test_a_link_ends_within_a_year(ada, report, now, until) -> None:
    with pytest.raises(Invalid):
        share_report(ada, report, until=until, now=now)


# -- letters -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def plan(ada, ben, quarter, now):
    return schedule_report(
        ada, name="Quartal", scope="alle:alle", rhythm="quarter", recipients=[ada.person, ben.person], now=now
    )


DUE = datetime(2027, 1, 3, 6, 0, tzinfo=UTC)


def test_a_scheduled_report_makes_itself_three_days_after_the_quarter_and_goes_to_its_people(
    ada, ben, plan, mailoutbox, settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert plan.next_at == DUE
    assert send_due_reports(now=DUE - timedelta(seconds=1)) == 0
    assert send_due_reports(now=DUE) == 2
    made = Report.objects.get()
    assert (made.first, made.last, made.name) == (date(2026, 10, 1), date(2026, 12, 31), "Quartal, 4. Quartal 2026")
    assert {one.to[0] for one in mailoutbox} == {ada.person.email, ben.person.email}
    name, content, kind = mailoutbox[0].attachments[0]
    assert (name, kind) == ("de-2026-Q4.pdf", "application/pdf")
    tagged_without_charts(content)
    assert reverse("measurement_report", args=[ada.workspace.slug, made.pk]) in mailoutbox[0].body
    assert send_due_reports(now=DUE + timedelta(days=1)) == 0
    assert len(mailoutbox) == 2
    plan.refresh_from_db()
    assert plan.next_at == datetime(2027, 4, 3, 5, 0, tzinfo=UTC)


def tagged_without_charts(content: bytes) -> None:
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content


def test_after_a_long_rest_one_report_comes_not_one_for_every_quarter(plan, mailoutbox, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_due_reports(now=datetime(2027, 11, 1, tzinfo=UTC)) == 2
    assert Report.objects.get().first == date(2027, 7, 1)


def test_who_left_gets_no_letter_and_whoever_is_erased_is_taken_off_the_list(
    ada, ben, plan, mailoutbox, settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Membership.objects.filter(person=ben.person).delete()
    assert send_due_reports(now=DUE) == 1
    assert [one.to for one in mailoutbox] == [[ada.person.email]]
    entry = next(one for one in entries() if one.model is ReportPlan and one.fields == ("recipients",))
    entry.forget(entry.rows(ben.person, None), ben.person)
    assert list(plan.recipients.all()) == [ada.person]


def test_a_letter_the_server_refused_is_tried_again_and_one_nobody_knows_of_is_not(
    plan, mailoutbox, monkeypatch
) -> None:
    answers = iter(["not_sent", "unclear", "sent"])
    module = "leitstand.measurement.actions.send_due_reports"
    monkeypatch.setattr(f"{module}.mail_is_set", lambda: True)
    monkeypatch.setattr(f"{module}.send_letter", lambda *_args, **_named: next(answers))
    assert send_due_reports(now=DUE) == 0
    assert sorted(ReportSending.objects.values_list("state", flat=True)) == ["unclear", "waiting"]
    assert send_due_reports(now=DUE + timedelta(minutes=59)) == 0
    assert send_due_reports(now=DUE + timedelta(hours=1)) == 1
    assert sorted(ReportSending.objects.values_list("state", flat=True)) == ["sent", "unclear"]
    assert send_due_reports(now=DUE + timedelta(days=9)) == 0


def test_without_a_mail_server_the_report_is_made_and_the_letters_wait(plan, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert send_due_reports(now=DUE) == 0
    assert (Report.objects.count(), ReportSending.objects.filter(state="waiting").count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_report_and_send_each_letter_once(ada, ben, plan, monkeypatch) -> None:
    sent: list[str] = []
    module = "leitstand.measurement.actions.send_due_reports"
    monkeypatch.setattr(f"{module}.mail_is_set", lambda: True)
    monkeypatch.setattr(f"{module}.send_letter", lambda _s, _b, address, **_named: sent.append(address) or "sent")
    together = Barrier(4)

    def work() -> int:
        together.wait()
        try:
            return send_due_reports(now=DUE)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        went = [one.result() for one in [workers.submit(work) for _ in range(4)]]
    assert sum(went) == 2
    assert sorted(sent) == sorted([ada.person.email, ben.person.email])
    assert Report.objects.count() == 1


def test_only_members_get_a_report_and_a_plan_says_what_is_wrong_with_it(ada, emil, now) -> None:
    right = {"name": "x", "scope": "alle:alle", "rhythm": "quarter", "recipients": [ada.person]}
    for wrong in ({"recipients": []}, {"recipients": [emil.person]}, {"rhythm": "week"}, {"scope": "x"}, {"name": " "}):
        with pytest.raises(Invalid):
            schedule_report(ada, **{**right, **wrong}, now=now)
    assert ReportPlan.objects.count() == 0


def test_a_plan_that_was_stopped_makes_nothing_more_and_its_reports_stay(ada, plan, now) -> None:
    made = make_report(ada, scope="alle:alle", period=Q3, plan=plan, now=now)
    stop_schedule(ada, plan, now=now)
    assert send_due_reports(now=DUE) == 0
    assert Report.objects.get().pk == made.pk


# -- pages ---------------------------------------------------------------------------------------------------------------


def test_a_report_is_made_and_planned_by_the_pages(ada, quarter, signed_in) -> None:
    client, slug = signed_in(ada), ada.workspace.slug
    form = client.get(reverse("measurement_new_report", args=[slug])).content.decode()
    assert '<option value="2026-Q3" selected>3. Quartal 2026</option>' in form
    assert "2026-Q4" not in form
    told = {"scope": "bereich:marketing", "period": "2026-10", "name": "Oktober"}
    answer = client.post(reverse("measurement_new_report", args=[slug]), told)
    assert client.get(answer["Location"]).status_code == 200
    assert Report.objects.get().period == "month"
    assert client.post(reverse("measurement_new_report", args=[slug]), {**told, "period": "2026-11"}).status_code == 422
    planned = {"name": "Monat", "scope": "alle:alle", "rhythm": "month", "recipients": [ada.person.pk]}
    client.post(reverse("measurement_report_plans", args=[slug]), planned)
    assert "Monat" in client.get(reverse("measurement_report_plans", args=[slug])).content.decode()
    client.post(reverse("measurement_stop_report_plan", args=[slug, ReportPlan.objects.get().pk]))
    assert ReportPlan.objects.count() == 0
    for page in ("measurement_kpis", "measurement_reports"):
        assert (
            reverse("measurement_reports", args=[slug])[:20] in client.get(reverse(page, args=[slug])).content.decode()
        )


def test_the_pages_ask_the_database_as_often_for_thirty_reports_as_for_three(
    ada, report, signed_in, now, django_assert_max_num_queries
) -> None:
    for place in range(30):
        make_row(report, place)
    tokens = [share_report(ada, report, until=date(2026, 11, 30), now=now)[1] for _ in range(15)]
    keep_conclusion(ada, report, conclusion="x", decisions=[Decided(str(n), ada.person) for n in range(30)], now=now)
    client, slug = signed_in(ada), ada.workspace.slug
    with django_assert_max_num_queries(12):
        client.get(reverse("measurement_reports", args=[slug]))
    with django_assert_max_num_queries(18):
        client.get(reverse("measurement_report", args=[slug, report.pk]))
    with django_assert_max_num_queries(16):
        client.get(reverse("measurement_conclude_report", args=[slug, report.pk]))
    with django_assert_max_num_queries(16):
        client.get(reverse("measurement_report_plans", args=[slug]))
    with django_assert_max_num_queries(8):
        Client().get(reverse("measurement_public_report", args=[tokens[0]]))
    with django_assert_max_num_queries(30):
        make_report(ada, scope="alle:alle", period=Q3, now=now)


def make_row(report: Report, place: int) -> None:
    Report.objects.create(
        workspace=report.workspace, name=f"Bericht {place}", scope="alle:alle", period="quarter", first=report.first,
        last=report.last, figures=report.figures, made_at=report.made_at, made_by=report.made_by,
    )  # fmt: skip
