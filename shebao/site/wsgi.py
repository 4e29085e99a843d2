"""The application a WSGI server runs."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from shebao.site.start import keep_private, refuse_optimised, settings_module

refuse_optimised()
keep_private(Path(os.environ.get("SHEBAO_HOME", "data")))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
application = get_wsgi_application()
