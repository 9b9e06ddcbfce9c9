"""Forms of handing something to counsel. They only gather."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HandForm(forms.Form):
    """To whom, with which question, until when."""

    address = forms.CharField(
        label=_("E-mail address of counsel"), max_length=254, required=False,
        help_text=_("Only needed to send it by mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    question = forms.CharField(
        label=_("Your question"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    wanted_by = forms.DateField(
        label=_("Answer wanted by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class AnswerForm(forms.Form):
    """What came back."""

    answer = forms.CharField(
        label=_("What was answered"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = forms.FileField(label=_("File"), required=False, help_text=_("Kept unchanged under its hash (SHA-256)."))
