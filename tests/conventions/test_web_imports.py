"""A web worker only carries what a page needs: the large libraries belong to the worker, or to the view that asks."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("weasyprint", "openpyxl", "xlsxwriter", "PIL", "fontTools", "lxml", "icalendar")
ALL_VIEWS = f"""
import sys
from lerendnetwerk.wsgi import application
from django.urls import get_resolver

def walk(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            walk(pattern)

walk(get_resolver())
print(*[name for name in {HEAVY} if name in sys.modules])
"""


def test_starting_the_web_part_loads_no_library_for_pdf_photos_workbooks_or_calendars() -> None:
    started = subprocess.run([sys.executable, "-c", ALL_VIEWS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert started.stdout.split() == []
