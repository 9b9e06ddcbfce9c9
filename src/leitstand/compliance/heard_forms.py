"""The form of an incident that comes out of what somebody outside said; the rooms that hear people show it."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.playbooks import playbooks


class IncidentForm(forms.Form):
    """An incident; it only gathers."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("What happened"), max_length=160)
    note = forms.CharField(label=_("What is known"), widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of a request
        language = get_language() or "de"
        told = [(name, book.name.said(language)) for name, book in playbooks().items()]
        self.fields["kind"].choices = told  # type: ignore[attr-defined]
