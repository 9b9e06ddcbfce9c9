"""Addresses for people outside, under /rueckmeldung/."""

from django.urls import path

from leitstand.community.views import guests

urlpatterns = [
    path("bewertung/<str:key>", guests.rating, name="community_public_rating"),
    path("wunsch/<str:key>", guests.wish, name="community_public_wish"),
]
