"""The house's tests may ask Django what is installed; they need no database, so they also run where its pytest plugin is not loaded."""

from __future__ import annotations

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
if not apps.ready:
    django.setup()
