"""Addresses outside the workspaces, under /berichte/: reports for those who were given a link."""

from django.urls import path

from leitstand.measurement.views import public_report

urlpatterns = [
    path("<str:token>", public_report.report, name="measurement_public_report"),
    path("<str:token>/bericht.pdf", public_report.file, name="measurement_public_report_file"),
]
