"""Addresses of payment accuracy."""

from django.urls import path

from . import views

urlpatterns = [
    path("accuracy/", views.overview, name="accuracy"),
    path("accuracy/draw/", views.draw, name="accuracy_draw"),
    path("accuracy/<int:sample_id>/", views.one, name="accuracy_one"),
    path("accuracy/<int:sample_id>/rows/<int:row_id>/", views.row, name="accuracy_row"),
]
