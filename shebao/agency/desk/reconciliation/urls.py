"""Addresses of the reconciliation."""

from django.urls import path

from . import views

urlpatterns = [
    path("reconciliation/", views.overview, name="reconciliation"),
    path("reconciliation/take/", views.take, name="reconciliation_take"),
    path("reconciliation/statement/", views.statement, name="reconciliation_statement"),
    path("reconciliation/<int:item_id>/", views.one, name="reconciliation_one"),
    path("reconciliation/<int:item_id>/step/", views.step, name="reconciliation_step"),
    path("reconciliation/<int:item_id>/letter/", views.letter, name="reconciliation_letter"),
]
