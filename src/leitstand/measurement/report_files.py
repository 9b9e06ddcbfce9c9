"""A report to take along: as slides with charts that can be edited, as a workbook, as CSV."""

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Cm, Pt

from leitstand.house.tables import TableCell, as_csv, as_workbook
from leitstand.measurement.report_pdf import alt_of, frozen_note
from leitstand.measurement.report_told import BEFORE_COLOUR, ChartTold, FigureTold, Told

PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ROWS: Final = 10
"""So many lines of a table fit a slide and can be read from the last row."""
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TONES: Final = {
    "green": RGBColor(0x0B, 0x6B, 0x3A),
    "red": RGBColor(0xA8, 0x20, 0x1A),
    "amber": RGBColor(0x8A, 0x53, 0x00),
}
_WIDTH: Final = Cm(33.867)
_LEFT: Final = Cm(1.8)
_INNER: Final = _WIDTH - 2 * _LEFT
_SPOKEN: Final = {"de": "de-DE", "en": "en-GB"}
_LONGEST: Final = 700
"""So much of a conclusion stands on its slide; all of it stands in the notes."""


def slides_of(told: Told) -> bytes:
    """Make slides: a title, what the figures say, conclusion and decisions, then each group of figures."""
    show = Presentation()
    show.slide_width, show.slide_height = _WIDTH, Cm(19.05)
    show.core_properties.title = _clean(told.name)
    show.core_properties.author = _clean(told.company)
    show.core_properties.language = _SPOKEN[told.language]
    deck = _Deck(show, told)
    deck.title()
    deck.texts(_("At a glance"), told.sentences)
    if told.conclusion:
        short = told.conclusion if len(told.conclusion) <= _LONGEST else f"{told.conclusion[:_LONGEST]} …"
        deck.texts(_("Conclusion"), short.splitlines(), notes=[told.conclusion])
    if told.decisions:
        head = [_("What"), _("Who"), _("Until")]
        deck.table(_("Decisions"), head, [[one.text, one.who, one.until] for one in told.decisions], (6, 2, 1.4))
    if told.targets:
        deck.table(
            _("Targets of the departments"),
            [_("Goal"), _("Measured by"), _("Figure"), _("Target"), pgettext("target", "Status")],
            [[one.goal, one.name, one.value, one.target, one.met or "–"] for one in told.targets],
            (3, 3, 1.4, 1.4, 1.4),
        )
    if told.figures:
        deck.table(
            _("Figures"),
            [_("Figure"), told.period, told.before, pgettext("figures", "Change"), told.year],
            [[one.name, one.value, one.before, one.change or "–", one.year] for one in told.figures],
            (4, 1.7, 1.7, 1.7, 1.7),
            notes=[f"{one.name}: {one.reason}" for one in told.figures if one.reason],
        )
    for chart in told.charts:
        deck.chart(chart)
    held = io.BytesIO()
    show.save(held)
    return held.getvalue()


class _Deck:
    """Slides in one look: the accent as a bar on top, a title, one thing below it."""

    def __init__(self, show: Any, told: Told) -> None:
        self.show, self.told = show, told
        self.accent = RGBColor.from_string(told.accent.text.removeprefix("#").upper())

    def title(self) -> None:
        slide = self.show.slides.add_slide(self.show.slide_layouts[6])
        self._bar(slide, Cm(8.2), Cm(0.35))
        self._write(slide, self.told.company, Cm(5.6), Cm(1.2), size=20, bold=True, colour=self.accent)
        self._titled(slide, self.told.name, top=Cm(9), height=Cm(3.4), size=40)
        told = f"{self.told.scope} · {self.told.period} ({self.told.days})"
        self._write(slide, told, Cm(12.6), Cm(1.2), size=20)
        self._note(slide, [frozen_note(self.told), *self.told.sentences])

    def texts(self, title: str, lines: Sequence[str], *, notes: Sequence[str] = ()) -> None:
        slide = self._slide(title)
        frame = self._frame(slide, Cm(3.6), Cm(14))
        size = 20 if sum(map(len, lines)) < 700 else 16
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self._run(paragraph, line, size=size)
            paragraph.space_after = Pt(10)
        self._note(slide, notes or lines)

    def table(
        self,
        title: str,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        *,
        notes: Sequence[str] = (),
    ) -> None:
        for start in range(0, len(rows), ROWS):
            slide = self._slide(title)
            part = rows[start : start + ROWS]
            shape = slide.shapes.add_table(len(part) + 1, len(head), _LEFT, Cm(3.6), _INNER, Cm(1.2) * (len(part) + 1))
            shape.name = _clean(title)
            for place, share in enumerate(shares):
                shape.table.columns[place].width = int(_INNER * share / sum(shares))
            for y, row in enumerate([head, *part]):
                for x, text in enumerate(row):
                    self._cell(shape.table.cell(y, x), text, is_head=y == 0)
            self._note(slide, notes or [" – ".join(row) for row in part])

    def chart(self, chart: ChartTold) -> None:
        slide = self._slide(chart.title)
        data = CategoryChartData()
        data.categories = [_clean(place) for place, _now, _before in chart.numbers]
        data.add_series(chart.head[1], [now for _place, now, _before in chart.numbers])
        data.add_series(chart.head[2], [before for _place, _now, before in chart.numbers])
        kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.name == "voice" else XL_CHART_TYPE.LINE_MARKERS
        frame = slide.shapes.add_chart(kind, _LEFT, Cm(3.4), _INNER, Cm(14.4), data)
        frame.name = _clean(chart.title)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", _clean(alt_of(chart)))  # noqa: SLF001 - no public way to say it
        drawn = frame.chart
        drawn.has_legend, drawn.has_title = True, False
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        drawn.font.size = Pt(14)
        if chart.name == "voice":
            drawn.category_axis.reverse_order = True
        before = RGBColor.from_string(BEFORE_COLOUR.removeprefix("#").upper())
        for series, colour in zip(drawn.plots[0].series, (self.accent, before), strict=True):
            if chart.name == "voice":
                series.format.fill.solid()
                series.format.fill.fore_color.rgb = colour
            else:
                series.smooth = False
                series.format.line.color.rgb = colour
                series.marker.format.fill.solid()
                series.marker.format.fill.fore_color.rgb = colour
        self._note(slide, [alt_of(chart)])

    def _slide(self, title: str) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[5])
        self._bar(slide, Cm(0), Cm(0.35))
        self._titled(slide, title, top=Cm(1.1), height=Cm(1.8), size=28)
        return slide

    def _titled(self, slide: Any, text: str, *, top: int, height: int, size: int) -> None:
        shape = slide.shapes.title or slide.shapes.add_textbox(_LEFT, top, _INNER, height)
        shape.left, shape.top, shape.width, shape.height = _LEFT, top, _INNER, height
        frame = shape.text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        self._run(frame.paragraphs[0], text, size=size, bold=True)

    def _bar(self, slide: Any, top: int, height: int) -> None:
        bar = slide.shapes.add_shape(1, Cm(0) if not top else _LEFT, top, _WIDTH if not top else Cm(6), height)
        bar.fill.solid()
        bar.fill.fore_color.rgb = self.accent
        bar.line.fill.background()
        bar._element.nvSpPr.cNvPr.set("descr", "")  # noqa: SLF001 - a bar says nothing

    def _frame(self, slide: Any, top: int, height: int) -> Any:
        frame = slide.shapes.add_textbox(_LEFT, top, _INNER, height).text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        return frame

    def _write(
        self, slide: Any, text: str, top: int, height: int, *, size: int, bold: bool = False, colour: Any = None
    ) -> None:
        self._run(self._frame(slide, top, height).paragraphs[0], text, size=size, bold=bold, colour=colour)

    def _run(self, paragraph: Any, text: str, *, size: int, bold: bool = False, colour: Any = None) -> None:
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = _clean(text)
        run.font.size, run.font.bold = Pt(size), bold
        run._r.get_or_add_rPr().set("lang", _SPOKEN[self.told.language])  # noqa: SLF001 - no public way to say it
        if colour is not None:
            run.font.color.rgb = colour

    def _cell(self, cell: Any, text: str, *, is_head: bool) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = self.accent if is_head else RGBColor(0xFF, 0xFF, 0xFF)
        white, ink = RGBColor(0xFF, 0xFF, 0xFF), RGBColor(0x10, 0x14, 0x1B)
        self._run(cell.text_frame.paragraphs[0], text[:200], size=14, bold=is_head, colour=white if is_head else ink)

    def _note(self, slide: Any, lines: Sequence[str]) -> None:
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = _clean("\n".join(lines))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def head_of(told: Told) -> list[str]:
    """Return the first line of the table."""
    return [
        _("Figure"), _("Unit"), told.period, told.before, _("Change in percent, of percentages in points"), told.year, _("How sure"),
        _("Worked out as"), _("Missing"),
    ]  # fmt: skip


def lines_of(told: Told) -> Iterator[list[TableCell]]:
    """Write the figures, the targets, the share of voice and the words as lines of one table."""
    yield from (_line(one) for one in told.figures)
    for one in told.targets:
        yield [f"{one.goal}: {one.name}", "", one.value, "", one.met, "", "", f"{_('Target')}: {one.target}", one.area]
    for voice in told.voices:
        yield [f"{_('Share of voice')}: {voice.name}", "%", voice.share, voice.share_before]
    for sentence in told.sentences:
        yield [_("At a glance"), "", sentence]
    if told.conclusion:
        yield [_("Conclusion"), "", told.conclusion]
    for decision in told.decisions:
        yield [_("Decision"), "", decision.text, decision.who, decision.until]


def _line(one: FigureTold) -> list[TableCell]:
    unit = {"percent": "%", "euro": "€"}.get(one.figure.unit, "")
    now, before, year = (_rounded(value) for value in (one.figure.now, one.figure.before, one.figure.year))
    moved = one.figure.change
    return [
        one.name,
        unit,
        now,
        before,
        None if moved is None else round(moved.amount, 1),
        year,
        one.sure,
        one.formula,
        one.reason,
    ]


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)


def workbook_of(told: Told) -> bytes:
    """Make a workbook."""
    return as_workbook(
        head_of(told), lines_of(told), title=_("Report"), widths=(38, 8, 18, 18, 16, 18, 24, 44, 36), freeze="B2"
    )


def csv_of(told: Told) -> Iterator[str]:
    """Make a table as text."""
    return as_csv([head_of(told), *lines_of(told)])
