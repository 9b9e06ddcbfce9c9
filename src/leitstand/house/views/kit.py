"""The page that shows every part of the house's look in all its states, with the code that makes it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from leitstand.house.core.statuses import LOOKS


@dataclass(frozen=True)
class Section:
    """One part: its template under kit/examples/, its name, and what it is for."""

    file: str
    title: str | Promise
    purpose: str | Promise
    source: str = ""


@dataclass(frozen=True)
class SampleNetwork:
    """A made-up channel, enough to draw its mark."""

    id: int
    name: str
    colour: str
    letter: str


@dataclass(frozen=True)
class SampleItem:
    """A made-up item of the plan, enough to draw it in a month, a week or on a board."""

    id: int
    time: str
    words: str
    state: str
    channels: tuple[SampleNetwork, ...]
    url: str = "?detail=1#drawers"
    move_url: str = "#"
    warning: str = ""
    date: str = ""
    person: str = ""
    at: int | None = None
    lasts: int = 4
    lane: int = 0


@dataclass(frozen=True)
class SampleDay:
    """A made-up day of the month."""

    number: int
    key: str
    label: str
    items: tuple[SampleItem, ...] = ()
    note: str = ""
    is_today: bool = False
    is_weekend: bool = False
    is_outside: bool = False
    band: str = ""
    edge: str = ""


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    required_css_class = "required"
    title = forms.CharField(
        label=_("Title"), help_text=_("At most 80 characters, without a full stop."), initial="Ein Tag am Prüfstand"
    )
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        initial="Wie prüft man 1.200 Teile in der Stunde? Wir zeigen es.",
    )
    goal = forms.ChoiceField(label=_("Goal"), choices=[("awareness", _("Awareness")), ("leads", _("Leads"))])
    goes_out_at = forms.DateTimeField(
        label=_("Goes out at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Time in Berlin."),
        initial="2026-11-24T09:00",
    )
    tags = forms.CharField(
        label=_("Topics"), required=False, widget=forms.TextInput(attrs={"data-chips": ""}), initial="Prüftechnik, Team"
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        widget=forms.RadioSelect,
        choices=[("a", _("Customers")), ("b", _("Applicants"))],
        initial="a",
    )
    advert = forms.BooleanField(
        label=_("This is advertising"), required=False, help_text=_("It will be labelled as such.")
    )


CHANNELS = (
    SampleNetwork(1, "Unternehmensblog", "#21759b", "B"),
    SampleNetwork(2, "Probebühne", "#2f5bd0", "P"),
    SampleNetwork(3, "Firmenprofil", "#563acc", "F"),
    SampleNetwork(4, "Werkstattkanal", "#f2b705", "W"),
)

SECTIONS = (
    Section(
        "colours",
        pgettext_lazy("kit", "Colours"),
        _(
            "Neutral greys, one accent for the workspace, and nine tones with one meaning each. Light and dark are two designs."
        ),
    ),
    Section(
        "type",
        pgettext_lazy("kit", "Type"),
        _("The system's own font in five sizes; figures of equal width wherever they stand in columns."),
    ),
    Section(
        "icons",
        pgettext_lazy("kit", "Icons"),
        _("Decoration is hidden from screen readers; a title makes an icon speak."),
    ),
    Section(
        "buttons",
        pgettext_lazy("kit", "Buttons"),
        _("Verbs say what happens. One primary button for each screen, top right."),
    ),
    Section("statuses", pgettext_lazy("kit", "Statuses"), _("Sign, word and colour, the same everywhere.")),
    Section(
        "marks",
        pgettext_lazy("kit", "Channels and people"),
        _("A channel is known by its network's colour and letter, a person by their initials."),
    ),
    Section(
        "fields",
        pgettext_lazy("kit", "Fields"),
        _("Label above, help below it, the error where it arose; tied together for screen readers."),
    ),
    Section(
        "invalid",
        pgettext_lazy("kit", "Errors in a form"),
        _("A summary leads to each field. Nothing that was typed is lost."),
    ),
    Section(
        "counting",
        pgettext_lazy("kit", "Counting"),
        _("Counts as the network counts, amber when it gets tight, red when it is too much."),
    ),
    Section(
        "upload", pgettext_lazy("kit", "Upload"), _("Several files at once, each with its progress and its own error.")
    ),
    Section(
        "autosaving",
        pgettext_lazy("kit", "Saving by itself"),
        _(
            "Drafts save themselves, keep a copy on the device until the house has said yes, and say when somebody else was faster."
        ),
    ),
    Section("notices", pgettext_lazy("kit", "Notices"), _("Said at the place it is about.")),
    Section(
        "empty", pgettext_lazy("kit", "Empty screens"), _("They explain what belongs here and offer the first step.")
    ),
    Section(
        "waiting",
        pgettext_lazy("kit", "Progress and waiting"),
        _("Long work shows how far it has come; a page that is still coming keeps its shape."),
    ),
    Section("cards", pgettext_lazy("kit", "Cards and facts"), _("Hairlines instead of shadows.")),
    Section("lists", pgettext_lazy("kit", "Lists"), _("Rows for work: J and K walk, Enter opens.")),
    Section(
        "tables",
        pgettext_lazy("kit", "Tables"),
        _("Figures to the right and of equal width; wide tables scroll within themselves."),
    ),
    Section(
        "figures",
        pgettext_lazy("kit", "Figures"),
        _("A number says where it comes from, as of when, and how sure it is; a dash says why there is none."),
    ),
    Section(
        "tabs",
        pgettext_lazy("kit", "Tabs and switches"),
        _("Tabs between views of one thing, a switch between ways to look at it."),
    ),
    Section(
        "steps",
        pgettext_lazy("kit", "Steps, course and pages"),
        _("Where somebody is in a set-up, what has happened to a post, and the way through long lists."),
    ),
    Section(
        "menus",
        pgettext_lazy("kit", "Menus, explanations and keys"),
        _("Menus open without a script and walk with the arrow keys."),
    ),
    Section(
        "dialogs",
        pgettext_lazy("kit", "Dialogs and messages"),
        _("A dialog asks one thing. A message says what was done and offers to undo it."),
    ),
    Section(
        "drawers",
        pgettext_lazy("kit", "Drawer"),
        _("A detail from the right with its own address: the back button closes it, and it can be opened alone."),
    ),
    Section(
        "month",
        pgettext_lazy("kit", "Month"),
        _(
            "Four items a day without scrolling. Drag with the pointer, or pick up with Space and move with the arrow keys."
        ),
    ),
    Section("week", pgettext_lazy("kit", "Week"), _("Hours in quarter steps; what overlaps stands side by side.")),
    Section("board", pgettext_lazy("kit", "Board"), _("One column for each state; moving a card changes it.")),
    Section(
        "previews",
        pgettext_lazy("kit", "Preview"),
        _("The post as the public will see it, with the line where the network cuts."),
    ),
    Section(
        "texts",
        pgettext_lazy("kit", "Differences and things to copy"),
        _("What changed between two versions, and secrets that are shown once."),
    ),
)


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Show the parts."""
    return render(request, "house/kit/index.html", {**samples(), "sections": [_with_source(one) for one in SECTIONS]})


def _with_source(section: Section) -> Section:
    origin = get_template(f"house/kit/examples/{section.file}.html")
    source: str = origin.template.source  # type: ignore[attr-defined]  # the Django engine keeps it
    return Section(section.file, section.title, section.purpose, source.strip())


def samples() -> dict[str, Any]:
    """Make the data the examples show; nothing of it touches the database."""
    wrong = SampleForm({"title": "", "text": "Hallo", "goal": "leads", "goes_out_at": "gestern", "audience": "a"})
    wrong.is_valid()
    return {
        "form": SampleForm(auto_id="good_%s"),
        "wrong_form": wrong,
        "channels": CHANNELS,
        "channel": CHANNELS[1],
        "people": ("Ada Lindner", "Ben Okafor", "Cem Yıldız", "Dora Weiß"),
        "states": list(LOOKS),
        "items": _items(),
        "days": _days(),
        "week_items": _week(),
        "hours": [f"{hour:02}:00" for hour in range(24)],
        "columns": _columns(),
        "page": Paginator(range(1, 241), 50).page(2),
        "measured_at": datetime(2026, 11, 22, 6, 15, tzinfo=UTC),
        "course": [820, 940, 910, 1180, None, 1240, 1390, 1310, 1520, 1610],
        "before": "Wir prüfen 900 Teile in der Stunde. Kommen Sie vorbei.",
        "after": "Wir prüfen 1.200 Teile in der Stunde. Kommen Sie am Dienstag vorbei.",
        "preview": _preview(),
        "tones": ("grey", "amber", "blue", "indigo", "green", "teal", "violet", "red", "ember"),
    }


def _items() -> tuple[SampleItem, ...]:
    blog, stage, profile, shop = CHANNELS
    return (
        SampleItem(1, "09:00", "Wie prüft man 1.200 Teile in der Stunde?", "published", (stage, profile)),
        SampleItem(2, "11:30", "Drei Fragen an Ada aus der Entwicklung", "scheduled", (stage, profile, blog)),
        SampleItem(
            3,
            "14:00",
            "Messe in Hannover: Halle 7, Stand B12",
            "review",
            (profile,),
            warning="Zwei Beiträge zur selben Zeit",
        ),
        SampleItem(4, "", "Blick in die Ausbildungswerkstatt", "idea", (shop,)),
        SampleItem(
            5, "16:00", "Kundin des Monats: Feinwerk Sauer", "refused", (stage,), warning="Das Bild ist zu groß"
        ),
        SampleItem(6, "08:30", "Guten Morgen aus der Endmontage", "unknown", (profile,)),
    )


def _days() -> list[SampleDay]:
    items = _items()
    days = []
    for index in range(14):
        number = 16 + index
        here = {1: items[:1], 3: items[:4], 6: items[3:4], 8: items[1:3], 9: items[4:6]}.get(index, ())
        copies = tuple(
            SampleItem(one.id + 100 * index, one.time, one.words, one.state, one.channels, warning=one.warning)
            for one in here
        )
        days.append(
            SampleDay(
                number,
                f"2026-11-{number}",
                f"{number}. November",
                copies,
                note={2: "Buß- und Bettag (SN)", 6: "Totensonntag"}.get(index, ""),
                is_today=number == 22,
                is_weekend=index % 7 > 4,
                band="Messe Hannover" if 8 <= index <= 10 else "",
                edge={8: "start", 10: "end"}.get(index, ""),
            )
        )
    return days


def _week() -> list[dict[str, object]]:
    items = _items()
    names = ("Mo 23.", "Di 24.", "Mi 25.", "Do 26.", "Fr 27.")
    placed: dict[int, tuple[tuple[SampleItem, int, int], ...]] = {
        0: ((items[0], 4, 0),),
        1: ((items[1], 14, 1), (items[2], 14, 2)),
        3: ((items[4], 8, 0), (items[5], 20, 0)),
    }
    return [
        {
            "name": name,
            "key": f"2026-11-{23 + index}",
            "items": [
                SampleItem(
                    one.id + 900,
                    one.time,
                    one.words,
                    one.state,
                    one.channels,
                    warning=one.warning,
                    at=at,
                    lasts=5,
                    lane=lane,
                )
                for one, at, lane in placed.get(index, ())
            ],
        }
        for index, name in enumerate(names)
    ]


@dataclass(frozen=True)
class SampleColumn:
    """A made-up column of the board."""

    state: str
    cards: list[SampleItem] = field(default_factory=list)


def _columns() -> list[SampleColumn]:
    people = ("Ada Lindner", "Ben Okafor")
    return [
        SampleColumn(
            state,
            [
                SampleItem(
                    one.id + 500,
                    one.time,
                    one.words,
                    one.state,
                    one.channels,
                    date="24.11.",
                    person=people[one.id % 2],
                    warning=one.warning,
                )
                for one in _items()
                if one.state == state
            ],
        )
        for state in ("idea", "review", "scheduled", "published")
    ]


def _preview() -> dict[str, object]:
    return {
        "account": {"name": "Prüfwerk Nord", "handle": "@pruefwerk@beispiel.social"},
        "parts": [
            {
                "kind": "text",
                "text": "Wie prüft man 1.200 Teile in der Stunde, ohne eines zu berühren?\n\nUnsere neue Anlage sieht mehr als das Auge. ",
            },
            {"kind": "fold", "text": ""},
            {"kind": "beyond", "text": "Am Dienstag zeigen wir sie in Hannover. Halle 7, Stand B12. "},
            {"kind": "link", "text": "pruefwerk.example/messe"},
        ],
        "card": {
            "title": "Besuchen Sie uns auf der Messe",
            "description": "Live am Stand: die neue Anlage für Kleinteile.",
            "site": "pruefwerk.example",
        },
    }
