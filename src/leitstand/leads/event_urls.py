"""Addresses outside the workspaces, under /veranstaltungen/: pages of events, for anybody."""

from django.urls import path

from leitstand.leads.views import public_events

urlpatterns = [
    path("<str:key>.ics", public_events.calendar, name="leads_event_ics"),
    path("<str:key>/<str:token>.ics", public_events.calendar, name="leads_mine_ics"),
    path("<str:key>/<str:token>", public_events.registration, name="leads_event_mine"),
    path("<str:key>", public_events.event, name="leads_event_page"),
]
