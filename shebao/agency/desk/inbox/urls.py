"""Addresses of the inbox."""

from django.urls import path

from . import views

urlpatterns = [
    path("inbox/", views.listed, name="inbox"),
    path("inbox/terminals/", views.terminals, name="inbox_terminals"),
    path("inbox/<int:row_id>/", views.one, name="inbox_one"),
    path("inbox/<int:row_id>/accept/", views.accept, name="inbox_accept"),
    path("inbox/<int:row_id>/answer/", views.answer, name="inbox_answer"),
    path("inbox/<int:row_id>/withdraw/", views.withdraw, name="inbox_withdraw"),
    path("inbox/<int:row_id>/scans/<slug:digest>/", views.scan, name="inbox_scan"),
]
