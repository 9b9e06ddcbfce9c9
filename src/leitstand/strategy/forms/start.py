"""The form of the self-assessment."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Person
from leitstand.strategy.core.start_files import Hurdle, Told, start_file
from leitstand.strategy.models.start import BUSINESSES, MODES, SPARRINGS, TEAM_SIZES


def _said(told: Sequence[Told | Hurdle]) -> list[tuple[str, str]]:
    return [(one.id, one.words.said(get_language() or "de")) for one in told]


class StartForm(forms.Form):
    """Who you are, what keeps you back, how much you want to see."""

    business = forms.ChoiceField(label=_("Your customers"), choices=BUSINESSES, widget=forms.RadioSelect)
    team_size = forms.TypedChoiceField(
        label=_("How many are you?"), choices=TEAM_SIZES, coerce=int, initial=1, widget=forms.RadioSelect
    )
    maturity_yes = forms.MultipleChoiceField(
        label=_("What is true today?"),
        required=False,
        choices=lambda: _said(start_file().maturity),
        widget=forms.CheckboxSelectMultiple,
    )
    hurdles = forms.MultipleChoiceField(
        label=_("What keeps you back?"),
        required=False,
        choices=lambda: _said(start_file().hurdles),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each one opens the way past it."),
    )
    mode = forms.ChoiceField(
        label=_("How much do you want to see?"),
        choices=MODES,
        initial="starter",
        widget=forms.RadioSelect,
        help_text=_(
            "Whoever is new begins small: every further tool has to be filled and first means more work (guide 2.2)."
        ),
    )
    sparring = forms.ChoiceField(
        label=_("Whom do you talk to about your work?"),
        required=False,
        choices=SPARRINGS,
        help_text=_("Whoever works alone lacks peers (guide 2.2)."),
    )
    sparring_with = forms.CharField(label=_("Who?"), max_length=120, required=False, help_text=_("A name or a role."))
    sparring_weeks = forms.IntegerField(label=_("Remind me every … weeks"), initial=4)

    def __init__(self, data: Mapping[str, object] | None = None, *, people: Sequence[Person], **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        self.people = people
        for person in people:
            self.fields[f"duties_{person.pk}"] = forms.MultipleChoiceField(
                label=str(person),
                required=False,
                choices=_said(start_file().duties),
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def duty_fields(self) -> list[forms.BoundField]:
        """The fields for who takes care of what."""
        return [self[f"duties_{person.pk}"] for person in self.people]

    def duties(self) -> dict[int, list[str]]:
        """Return who takes care of what."""
        return {person.pk: list(self.cleaned_data.get(f"duties_{person.pk}", ())) for person in self.people}
