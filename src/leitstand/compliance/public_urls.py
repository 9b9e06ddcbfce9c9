"""Addresses outside the workspaces, under /einwilligung/: for people without an account."""

from django.urls import path

from leitstand.compliance.views import public_consents

urlpatterns = [
    path("ende/<str:key>", public_consents.stop, name="compliance_public_stop"),
    path("<str:token>", public_consents.confirm, name="compliance_public_confirm"),
]
