"""Werkvormen that facilitators write themselves: new, after an example, changed, shared, thrown away."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import method_for
from sessions.method_forms import OwnMethodForm
from sessions.method_search import listed
from sessions.models import Method
from sessions.models.method import programmes_of

NOT_COPIED = ("shared_with",)


@door(Staff)
@require_http_methods(["GET", "POST"])
def new_method(request: Request) -> HttpResponse:
    """A new one, or after another (`?van=`), which stays as it is."""
    user = request.actor.user  # type: ignore[union-attr]
    example = request.GET.get("van", "")
    source = method_for(request.actor, example) if example else None
    form = OwnMethodForm(
        request.POST or None, programmes=list(programmes_of(user)), initial=copied(source) if source else None
    )
    if request.method == "POST" and form.is_valid():
        made = form.create(user, source)
        messages.success(request, f"{made.title} is bewaard. {seen_by(made)}")
        return redirect("sessions:method", made.slug)
    title = f"{source.title}, op jouw manier" if source else "Een eigen werkvorm"
    draft = source.slug if source else "nieuw"
    context: dict[str, Any] = {"form": form, "source": source, "title": title, "draft": draft, "differences": []}
    return render(request, "sessions/method_form.html", context, status=422 if request.method == "POST" else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit_method(request: Request, slug: str) -> HttpResponse:
    method = method_for(request.actor, slug, to_change=True)
    if method.removed_at:
        return redirect("sessions:method", slug)
    user = request.actor.user  # type: ignore[union-attr]
    programmes = list(programmes_of(user))
    if method.shared_with is not None and method.shared_with not in programmes:
        programmes.append(method.shared_with)
    form = OwnMethodForm(request.POST or None, instance=method, programmes=programmes)
    status, theirs, differences = 200, None, []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if form.keep():
                messages.success(request, f"{form.cleaned_data['title']} is bewaard.")
                return redirect("sessions:method", slug)
            status, theirs = 409, Method.objects.get(pk=method.pk)
            differences = differing(form, theirs)
    context = {
        "form": form,
        "title": f"{method.title} wijzigen",
        "draft": slug,
        "theirs": theirs,
        "differences": differences,
    }
    return render(request, "sessions/method_form.html", context, status=status)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_method(request: Request, slug: str) -> HttpResponse:
    method = method_for(request.actor, slug, to_change=True)
    if request.method == "GET":
        return render(request, "sessions/remove_method.html", {"method": method})
    method.remove(now=timezone.now())
    messages.success(request, f"{method.title} is weggegooid.")
    return redirect("sessions:methods")


def copied(source: Method) -> dict[str, Any]:
    fields = [name for name in OwnMethodForm.Meta.fields if name not in NOT_COPIED]
    values: dict[str, Any] = {name: getattr(source, name) for name in fields}
    return values | {"phases": listed(source.phases), "aims": listed(source.aims)}


def seen_by(method: Method) -> str:
    return f"De mensen van {method.shared_with} zien ze ook." if method.shared_with else "Alleen jij ziet ze."


def differing(form: OwnMethodForm, theirs: Method) -> list[tuple[str, str]]:
    """What is saved now, under its label, of all that is not as in the form."""
    return [
        (str(form.fields[name].label), str(getattr(theirs, name) or "(leeg)"))
        for name in OwnMethodForm.Meta.fields
        if getattr(theirs, name) != form.cleaned_data[name]
    ]
