"""Addresses of the worklist, forms, lists, one matter and its scans."""

from django.urls import path

from . import by_list, catalogue, numbers, rows, scans, views

urlpatterns = [
    path("matters/", views.worklist, name="matters"),
    path("matters/new/", catalogue.catalogue, name="matters_new"),
    path("matters/new/<slug:kind>/", views.form, name="matters_form"),
    path("matters/new/<slug:kind>/list/", by_list.form, name="matters_list"),
    path("matters/new/<slug:kind>/list/template/", by_list.template, name="matters_list_template"),
    path("matters/new/<slug:kind>/list/rejected/", by_list.rejected, name="matters_list_rejected"),
    path("matters/<int:matter_id>/", views.one, name="matters_one"),
    path("matters/<int:matter_id>/again/", views.again, name="matters_again"),
    path("matters/<int:matter_id>/again/list/", by_list.again, name="matters_list_again"),
    path("matters/<int:matter_id>/scans/<slug:digest>/", scans.of_matter, name="matters_scan"),
    path("matters/<int:matter_id>/rows/", rows.of_matter, name="matters_rows"),
    path("matters/<int:matter_id>/result/", views.result, name="matters_result"),
    path("matters/<int:matter_id>/numbers/", numbers.of_matter, name="matters_numbers"),
    path("matters/<int:matter_id>/<slug:verb>/", views.act, name="matters_act"),
]
