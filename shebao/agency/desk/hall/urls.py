"""Addresses of the service hall."""

from django.urls import path

from . import supervision, views

urlpatterns = [
    path("hall/", views.today, name="hall"),
    path("hall/take/", views.take, name="hall_take"),
    path("hall/book/", views.book, name="hall_book"),
    path("hall/screen/", views.screen, name="hall_screen"),
    path("hall/counter/<int:counter>/", views.counter, name="hall_counter"),
    path("hall/counter/<int:counter>/call/", views.call, name="hall_call"),
    path("hall/<int:ticket_id>/<slug:name>/", views.step, name="hall_step"),
    path("hall/waits/", supervision.waits, name="hall_waits"),
]
