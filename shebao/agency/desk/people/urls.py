"""Addresses of the register, one person, the calculation sheet of a decision."""

from django.urls import path

from . import compared, person, register, sheets

urlpatterns = [
    path("people/", register.people_list, name="people"),
    path("people/<int:person_id>/", person.one, name="people_one"),
    path("people/<int:person_id>/number/", person.unmask, name="people_unmask"),
    path("sheets/<int:decision_id>/", sheets.sheet, name="sheet"),
    path("sheets/<int:decision_id>/again/", sheets.again, name="sheet_again"),
    path("sheets/<int:decision_id>/compared/", compared.compared, name="sheet_compared"),
    path("sheets/<int:decision_id>/json/", sheets.as_json, name="sheet_json"),
    path("sheets/<int:decision_id>/pdf/", sheets.as_pdf, name="sheet_pdf"),
]
