import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lerendnetwerk.settings")
application = get_wsgi_application()

# The views are imported before the first visitor comes. What lives then stays, so the collector of garbage need not look
# at it any more: 120,000 objects, 0.1 to 0.2 s in which every page of this worker waits.
get_resolver().reverse_dict  # noqa: B018
gc.collect()
gc.freeze()
