"""Addresses of accounts, awards and statements. The first word of a name says which entry of the rail is lit."""

from django.urls import path

from . import account, award, certificate, statement

urlpatterns = [
    path("people/<int:person_id>/accounts/<slug:scheme>/", account.one, name="people_account"),
    path("people/<int:person_id>/awards/<slug:scheme>/", award.one, name="people_award"),
    path("people/<int:person_id>/statements/<slug:scheme>/<int:year>/", statement.one, name="people_statement"),
    path("people/<int:person_id>/statements/<slug:scheme>/<int:year>/pdf/", statement.as_pdf, name="people_statement_pdf"),
    path("people/statements/", statement.issues, name="people_statements"),
    path("people/statements/<int:issue_id>/list/", statement.print_list, name="people_statements_list"),
    path("people/statements/<int:issue_id>/pdf/<int:village_id>/", statement.village_pdf, name="people_statements_pdf"),
    path("certificates/<int:number>/", certificate.one, name="people_certificate"),
]
