"""Clients of CRMs, all alike: an object with an HTTP client handed in, which reads what changed and tells what is new.

Rules for both ways: the CRM leads for stage, value and relationship (what the team says later counts, though); what the
team typed about a contact stays, only empty fields are filled; a deal that began here and is won or lost there is closed here.
"""
