from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Staff, door
from networks.guide_pages import PHASE, STANCE, GuidePage, guide_pages
from networks.models import Phase


@door(Staff)
@require_GET
def guide(request: Request) -> HttpResponse:
    """All pages of the guide, by phase."""
    pages = guide_pages()
    phases = [
        (pages[part][PHASE], [page for page in pages[part].values() if page.key != PHASE]) for part in Phase.values
    ]
    return render(request, "networks/guide.html", {"phases": phases, "stance": list(pages[STANCE].values())})


@door(Staff)
@require_GET
def guide_page(request: Request, part: str, key: str) -> HttpResponse:
    page = guide_pages().get(part, {}).get(key)
    if page is None:
        raise Http404
    return render(request, "networks/guide_page.html", {"page": page, "others": neighbours(page)})


def neighbours(page: GuidePage) -> list[GuidePage]:
    """The page before and the one after, within the same part."""
    pages = list(guide_pages()[page.part].values())
    at = pages.index(page)
    return pages[max(at - 1, 0) : at] + pages[at + 1 : at + 2]
