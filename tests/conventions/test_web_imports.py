"""A web worker only carries what a page needs: the large libraries belong to the worker, or to the view that asks."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("weasyprint", "openpyxl", "xlsxwriter", "PIL", "fontTools", "lxml", "icalendar")
VIEWS = ("desk.views.member", "sessions.activities.vote.views", "allauth.mfa.base.views")
STARTED = f"""
import gc, sys
from lerendnetwerk.wsgi import application
print(*[name for name in {HEAVY + VIEWS} if name in sys.modules], gc.get_freeze_count() > 50_000, end=" ")
before = set(sys.modules)
from django.urls import get_resolver

def walk(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            walk(pattern)

walk(get_resolver())
print(*set(sys.modules) - before)
"""


@pytest.mark.slow
def test_a_web_worker_starts_with_all_views_and_no_library_for_pdf_photos_workbooks_or_calendars() -> None:
    started = subprocess.run([sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, text=True, check=True)
    # Also: what lives then is put aside for the collector of garbage, and no view is left for the first visitor.
    assert started.stdout.split() == [*VIEWS, "True"]
