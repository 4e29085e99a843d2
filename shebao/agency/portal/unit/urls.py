"""Addresses of /unit/."""

from django.urls import path

from . import changes, pages, sign_in

urlpatterns = [
    path("", pages.home, name="unit_home"),
    path("in/", sign_in.come, name="unit_in"),
    path("in/code/", sign_in.code, name="unit_code"),
    path("out/", sign_in.go, name="unit_out"),
    path("people/", pages.roster, name="unit_people"),
    path("dues/", pages.dues, name="unit_dues"),
    path("dues/<int:month>/", pages.notice, name="unit_notice"),
    path("changes/", changes.declare, name="unit_changes"),
    path("changes/<slug:key>/table/", changes.template, name="unit_template"),
    path("papers/", changes.papers, name="unit_papers"),
    path("papers/<int:number>/", changes.certificate, name="unit_certificate"),
    path("sent/", changes.listed, name="unit_sent"),
    path("sent/<int:row_id>/", changes.one, name="unit_sent_one"),
]
