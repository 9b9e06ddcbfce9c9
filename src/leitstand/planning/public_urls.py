"""Addresses outside the workspaces, under /kalender/: what others' calendars fetch."""

from django.urls import path

from leitstand.planning.views import giving_out

urlpatterns = [path("<str:token>.ics", giving_out.feed, name="planning_feed")]
