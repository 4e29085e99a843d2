"""Addresses of /unit/."""

from django.urls import path

from . import apply, changes, money, offers, pages, sign_in

urlpatterns = [
    path("", pages.home, name="unit_home"),
    path("in/", sign_in.come, name="unit_in"),
    path("in/code/", sign_in.code, name="unit_code"),
    path("out/", sign_in.go, name="unit_out"),
    path("people/", pages.roster, name="unit_people"),
    path("people/<int:person_id>/", pages.person, name="unit_person"),
    path("dues/", pages.dues, name="unit_dues"),
    path("dues/<int:month>/", pages.notice, name="unit_notice"),
    path("arrears/", money.arrears, name="unit_arrears"),
    path("receipts/", money.receipts, name="unit_receipts"),
    path("offers/", offers.offered, name="unit_offers"),
    path("apply/", apply.services, name="unit_apply"),
    path("apply/<slug:key>/", apply.ask, name="unit_ask"),
    path("changes/", changes.declare, name="unit_changes"),
    path("changes/<slug:key>/table/", changes.template, name="unit_template"),
    path("papers/", changes.papers, name="unit_papers"),
    path("papers/<int:number>/", changes.certificate, name="unit_certificate"),
    path("sent/", changes.listed, name="unit_sent"),
    path("sent/<int:row_id>/", changes.one, name="unit_sent_one"),
]
