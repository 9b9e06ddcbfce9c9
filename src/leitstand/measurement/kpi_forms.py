"""Forms for lines of the matrix, for what counts, and for amounts people add."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.channels.models import Channel
from leitstand.compliance.queries import unsteered_channels
from leitstand.house.core.roles import Permission
from leitstand.house.forms import AmountField
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace
from leitstand.kernel.reading import Metric
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import offered
from leitstand.measurement.kpi_words import name_of, said
from leitstand.measurement.labels import METRICS
from leitstand.measurement.models.kpis import KpiSettings
from leitstand.planning.models import Campaign
from leitstand.strategy.models import Goal
from leitstand.strategy.models.goal import AREAS

ASSESSMENT = {
    "goals": _("Every figure we report serves a goal somebody has written down."),
    "regular": _("We look at the figures at least once a month and decide something."),
    "tracked": _("Links to our own pages carry tracking parameters."),
    "crm": _("We know which leads and deals came by networks: they are in the CRM or noted as opportunities."),
    "cost": _("We know what it costs, working hours included."),
}
ACT_NAMES = [
    ("likes", _("Reactions")),
    ("comments", METRICS[Metric.COMMENTS]),
    ("shares", METRICS[Metric.SHARES]),
    ("quotes", METRICS[Metric.QUOTES]),
    ("saves", METRICS[Metric.SAVES]),
    ("clicks", METRICS[Metric.CLICKS]),
    ("video_views", METRICS[Metric.VIDEO_VIEWS]),
]


class LineForm(forms.Form):
    """A line of the matrix. The goal comes first: it decides which figures are offered."""

    goal = forms.ModelChoiceField(Goal.objects.none(), label=_("Goal"))
    area = forms.ChoiceField(label=_("Department"), choices=AREAS)
    kpi = forms.ChoiceField(label=_("Measured by"))
    target = AmountField(label=_("Target"), required=False)
    owner = forms.ModelChoiceField(Person.objects.none(), label=_("Who answers for it"), required=False)

    def for_workspace(self, workspace: Workspace, settings: KpiSettings) -> "LineForm":
        """Offer this workspace's goals and people, and the figures that fit its stage; those that fit the goal first."""
        self.fields["goal"].queryset = Goal.objects.filter(workspace=workspace, end="")  # type: ignore[attr-defined]
        people = [one.pk for one in people_with(workspace, Permission.SEE_FIGURES)]
        self.fields["owner"].queryset = Person.objects.filter(pk__in=people)  # type: ignore[attr-defined]
        chosen = self["goal"].value()
        goal = Goal.objects.filter(workspace=workspace, pk=chosen).first() if str(chosen or "").isdigit() else None
        kpis = offered(catalogue().kpis.values(), settings.stage)  # type: ignore[arg-type]
        fitting = [one for one in kpis if goal is None or goal.kind in one.goals]
        others = [one for one in kpis if one not in fitting]
        groups = [(_("Fits the goal"), fitting), (_("Others"), others)] if goal else [("", fitting)]
        choices = [
            (
                name,
                [
                    (f"{kpi.id}:{variant.id}" if variant.id else kpi.id, name_of(kpi, variant))
                    for kpi in ones
                    for variant in kpi.variants
                ],
            )
            for name, ones in groups
            if ones
        ]
        self.fields["kpi"].choices = choices if goal else choices[0][1]  # type: ignore[attr-defined]
        return self


class KpiSettingsForm(forms.Form):
    """Where the workspace stands, what counts, and from where figures alarm."""

    answers = forms.MultipleChoiceField(
        label=_("What is true of us"), choices=list(ASSESSMENT.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    acts = forms.MultipleChoiceField(
        label=_("What counts as an interaction"), choices=ACT_NAMES, required=False, widget=forms.CheckboxSelectMultiple
    )
    fatigue_from = forms.DecimalField(
        label=_("Frequency from which people tire of an advert"), max_digits=5, decimal_places=2, localize=True
    )
    negative_from = forms.DecimalField(
        label=_("Negative share that is too much, in percent"), max_digits=5, decimal_places=2, localize=True
    )


class AmountForm(forms.Form):
    """An amount somebody adds by hand."""

    amount = forms.ChoiceField(label=_("What"))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    value = AmountField(label=_("Figure"))
    campaign = forms.ModelChoiceField(Campaign.objects.none(), label=_("Campaign"), required=False)
    channel = forms.ModelChoiceField(Channel.objects.none(), label=_("Channel"), required=False)
    note = forms.CharField(label=_("Where it comes from"), max_length=200, required=False)

    def for_workspace(self, workspace: Workspace) -> "AmountForm":
        """Offer this workspace's campaigns and channels, and what nobody counts by itself."""
        self.fields["amount"].choices = [  # type: ignore[attr-defined]
            (one.id, said(one.name)) for one in catalogue().amounts.values() if one.typed
        ]
        self.fields["campaign"].queryset = Campaign.objects.filter(workspace=workspace)  # type: ignore[attr-defined]
        channels = Channel.objects.filter(workspace=workspace).exclude(pk__in=unsteered_channels())
        self.fields["channel"].queryset = channels  # type: ignore[attr-defined]
        return self
