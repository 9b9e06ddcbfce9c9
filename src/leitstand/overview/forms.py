"""Forms of this room."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Person, Workspace
from leitstand.overview.models import TRIGGERS


class RuleForm(forms.Form):
    """A rule: when this happens, this person gets this task."""

    trigger = forms.ChoiceField(label=_("When this happens"), choices=TRIGGERS)
    only = forms.CharField(
        label=_("Only with the word"),
        max_length=60,
        required=False,
        help_text=_("It must stand in the post's title or the channel's name."),
    )
    person = forms.ModelChoiceField(label=_("Then tell"), queryset=Person.objects.none())
    task = forms.CharField(
        label=_("To do"), max_length=200, help_text=_("For instance: share it in the intranet within the hour.")
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, workspace: Workspace, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
