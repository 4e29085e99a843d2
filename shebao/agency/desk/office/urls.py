"""Addresses of sign-in, the size of the letters, passwords, members of staff."""

from django.urls import path

from . import factor, session, staff

urlpatterns = [
    path("login/", session.Login.as_view(), name="login"),
    path("login/code/", factor.check, name="login_code"),
    path("factor/", factor.own, name="factor"),
    path("logout/", session.Logout.as_view(), name="logout"),
    path("letters/", session.letters, name="letters"),
    path("password/", staff.password, name="password"),
    path("staff/", staff.members, name="staff"),
    path("staff/new/", staff.create, name="staff_new"),
    path("staff/first-passwords/", staff.first_passwords, name="staff_first_passwords"),
    path("staff/<int:member_id>/password/", staff.reset, name="staff_reset"),
    path("staff/<int:member_id>/disable/", staff.disable, name="staff_disable"),
    path("staff/<int:member_id>/relieve/<slug:post>/", staff.relieve, name="staff_relieve"),
]
