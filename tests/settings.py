"""Settings for tests: the product's own, in a home of this process that is gone afterwards."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="shebao-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["SHEBAO_HOME"] = _home

from shebao.site.settings import *  # noqa: E402, F403

# A deliberately slow hash is right at the door and wrong in a thousand tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
