"""Addresses outside the workspaces: short links, and where the own website tells of conversions."""

from django.urls import path

from leitstand.leads.views import public

urlpatterns = [
    path("l/<str:slug>", public.follow, name="leads_follow"),
    path("ereignisse/", public.tell, name="leads_tell"),
]
