"""Addresses of the register, one person, the calculation sheet of a decision."""

from django.urls import path

from . import compared, debt_way, debts, person, register, sheets

urlpatterns = [
    path("people/", register.people_list, name="people"),
    path("people/<int:person_id>/", person.one, name="people_one"),
    path("people/<int:person_id>/account/<int:account_id>/number/", person.unmask_account, name="people_unmask_account"),
    path("debts/", debts.register, name="debts"),
    path("debts/<int:debt_id>/", debts.notice, name="debt_notice"),
    path("debts/<int:debt_id>/way/", debt_way.way, name="debts_one"),
    path("debts/<int:debt_id>/letters/<slug:kind>/", debt_way.letter_of, name="debts_letter"),
    path("people/<int:person_id>/number/", person.unmask, name="people_unmask"),
    path("sheets/<int:decision_id>/", sheets.sheet, name="sheet"),
    path("sheets/<int:decision_id>/again/", sheets.again, name="sheet_again"),
    path("sheets/<int:decision_id>/compared/", compared.compared, name="sheet_compared"),
    path("sheets/<int:decision_id>/json/", sheets.as_json, name="sheet_json"),
    path("sheets/<int:decision_id>/pdf/", sheets.as_pdf, name="sheet_pdf"),
    path("sheets/<int:decision_id>/archive/", sheets.for_archive, name="sheet_archive"),
]
