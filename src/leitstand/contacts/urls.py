"""Addresses of this room, under /w/<slug>/kontakte/."""

from django.urls import path

from leitstand.contacts.views import contacts, roles

urlpatterns = [
    path("", contacts.contacts, name="contacts_list"),
    path("neu/", contacts.contact, name="contacts_new"),
    path("rollen/", roles.roles, name="contacts_roles"),
    path("<int:contact>/", contacts.contact, name="contacts_contact"),
    path("<int:contact>/rolle/", contacts.role, name="contacts_role"),
    path("<int:contact>/beziehung/", contacts.relationship, name="contacts_relationship"),
    path("<int:contact>/vergessen/", contacts.forget, name="contacts_forget"),
]
