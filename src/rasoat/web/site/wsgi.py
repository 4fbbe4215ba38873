"""What the web processes serve."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
application = get_wsgi_application()
