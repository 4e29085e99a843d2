"""Addresses of the journal, and a printed document held against the records."""

from django.urls import path

from . import journal, verify

urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("journal/", journal.entries, name="journal"),
    path("journal/<int:seq>/", journal.one, name="journal_one"),
]
