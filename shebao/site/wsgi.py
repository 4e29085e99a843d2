"""The application a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

from shebao.site.start import settings_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
application = get_wsgi_application()
