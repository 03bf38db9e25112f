import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Staff, door
from networks.models import Phase
from sessions.models import Method

STEP_MINUTES = re.compile(r"\s*\((\d+) min\)$")


@dataclass(frozen=True)
class Step:
    text: str
    minutes: str


@door(Staff)
@require_GET
def methods(request: Request) -> HttpResponse:
    """The library, whole or of one phase (`?fase=`)."""
    asked = request.GET.get("fase", "")
    phase = Phase(asked) if asked in Phase.values else None
    listed = [(method, phases_of(method)) for method in Method.objects.all()]
    context = {
        "methods": [(method, of) for method, of in listed if phase is None or phase in dict(of)],
        "phase": phase,
        "phases": Phase.choices,
        "total": len(listed),
    }
    return render(request, "sessions/methods.html", context)


@door(Staff)
@require_GET
def method(request: Request, slug: str) -> HttpResponse:
    shown = get_object_or_404(Method, slug=slug)
    context = {
        "method": shown,
        "phases": phases_of(shown),
        "steps": [step_of(line) for line in shown.steps.splitlines() if line],
        "questions": shown.questions.splitlines(),
        "pitfalls": shown.pitfalls.splitlines(),
    }
    return render(request, "sessions/method.html", context)


def phases_of(method: Method) -> list[tuple[str, str]]:
    names = {phase.strip() for phase in method.phases.split(",")}
    return [(value, label.lower()) for value, label in Phase.choices if value in names]


def step_of(line: str) -> Step:
    """A line of a method's steps; its minutes stand at the end."""
    minutes = STEP_MINUTES.search(line)
    return Step(STEP_MINUTES.sub("", line), minutes.group(1) if minutes else "")
