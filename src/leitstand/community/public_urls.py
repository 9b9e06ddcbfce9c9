"""Addresses outside the workspaces, under /nachrichten/: where networks tell of news."""

from django.urls import path

from leitstand.community.views import hear, netiquette

urlpatterns = [
    path("netiquette/<str:key>", netiquette.public, name="community_netiquette"),
    path("<slug:network>/<str:name>", hear.webhook, name="community_webhook"),
]
