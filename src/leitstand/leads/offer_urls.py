"""Addresses outside the workspaces, under /angebote/: pages of offers, for anybody."""

from django.urls import path

from leitstand.leads.views import public_offers

urlpatterns = [
    path("datei/<str:token>", public_offers.download, name="leads_download"),
    path("<str:key>", public_offers.offer, name="leads_offer"),
]
