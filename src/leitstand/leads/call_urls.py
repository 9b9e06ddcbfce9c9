"""Addresses outside the workspaces, under /crm/: where a system calls with its news."""

from django.urls import path

from leitstand.leads.views import crm

urlpatterns = [path("<str:key>", crm.called, name="leads_crm_call")]
