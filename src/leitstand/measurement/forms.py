"""Forms of this room."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.kernel.reading import Metric
from leitstand.measurement.core.table import parse_figure
from leitstand.measurement.labels import METRICS, SOURCES

TYPED = (
    Metric.IMPRESSIONS,
    Metric.REACH,
    Metric.LIKES,
    Metric.COMMENTS,
    Metric.SHARES,
    Metric.SAVES,
    Metric.CLICKS,
    Metric.VIDEO_VIEWS,
)


class FiguresForm(forms.Form):
    """Figures of one post as a person reads them off the network's own page."""

    def __init__(self, *args: object, zone: str, now: datetime, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.zone = ZoneInfo(zone)
        self.fields["taken_at"] = forms.DateTimeField(
            label=_("As of"),
            initial=now.astimezone(self.zone).strftime("%Y-%m-%dT%H:%M"),
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        )
        for metric in TYPED:
            self.fields[metric.value] = forms.CharField(
                label=METRICS[metric], required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
            )

    def clean(self) -> dict[str, object]:
        """Read each figure as people write it; an empty field is not told."""
        cleaned = super().clean() or {}
        for metric in TYPED:
            text = str(cleaned.get(metric.value) or "")
            if text and parse_figure(text) is None:
                self.add_error(metric.value, _("Enter a count of zero or more, or leave it empty."))
        return cleaned

    def figures(self) -> dict[Metric, Decimal]:
        """Return what was entered."""
        read = {metric: parse_figure(str(self.cleaned_data.get(metric.value) or "")) for metric in TYPED}
        return {metric: value for metric, value in read.items() if value is not None}

    def taken_at(self) -> datetime:
        """Return the moment the figures hold for, in UTC."""
        moment: datetime = self.cleaned_data["taken_at"]
        return moment.replace(tzinfo=self.zone).astimezone(ZoneInfo("UTC"))


class TableForm(forms.Form):
    """A table of figures, pasted or as a file."""

    file = forms.FileField(label=_("CSV file"), required=False)
    text = forms.CharField(
        label=_("or paste the table here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, object]:
        """Take the file where there is one; German exports are often not UTF-8."""
        cleaned = super().clean() or {}
        upload = cleaned.get("file")
        if upload is not None:
            if upload.size > 5_000_000:
                raise forms.ValidationError(_("The file is larger than 5 MB."))
            raw: bytes = upload.read()
            try:
                cleaned["text"] = raw.decode("utf-8-sig")
            except UnicodeDecodeError:
                cleaned["text"] = raw.decode("cp1252", errors="replace")
        if not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a file or paste a table."))
        return cleaned


class PageFileForm(forms.Form):
    """A file with a page's figures."""

    file = forms.FileField(label=_("File (CSV or Excel workbook)"))


class NewFollowersForm(forms.Form):
    """How many new followers came from where on one day."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    source = forms.ChoiceField(label=_("They came from"), choices=[("", "—"), *SOURCES.items()], required=False)
    other = forms.CharField(
        label=_("or in the network’s own words"),
        required=False,
        max_length=60,
        help_text=_("For example: Playlists, or: hashtag #maschinenbau."),
    )
    count = forms.IntegerField(label=_("New followers"), min_value=0, max_value=100_000_000)

    def clean(self) -> dict[str, object]:
        """Take one source, from the list or in their own words."""
        cleaned = super().clean() or {}
        if not cleaned.get("source") and not str(cleaned.get("other") or "").strip():
            self.add_error("source", _("Say where they come from."))
        return cleaned

    def source_told(self) -> str:
        """Return the source."""
        return str(self.cleaned_data["source"] or self.cleaned_data["other"])
