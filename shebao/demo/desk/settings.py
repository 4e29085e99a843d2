"""Settings of a demonstration: the product's own, and what only invented people may have. Chosen by SHEBAO_DEMO=1."""

from shebao.demo.staff import PASSWORD
from shebao.site.settings import *  # noqa: F403
from shebao.site.settings import INSTALLED_APPS, TEMPLATES

INVENTED = True
PUBLISHED_PASSWORD = PASSWORD
BUSINESS_DAY = "shebao.demo.desk.day.business_day"
ROOT_URLCONF = "shebao.demo.desk.urls"
WORDS = ["shebao.demo.words.WORDS"]
EXTRAS = {"login": "demo/accounts.html", "run": "demo/bank.html", "public": "demo/phone.html"}
CODE_PROVIDER = "shebao.demo.desk.phone.provider"
INSTALLED_APPS = [*INSTALLED_APPS, "shebao.demo.desk"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("shebao.demo.desk.context.page")
