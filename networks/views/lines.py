"""Expectations and ground rules: two lists that the group makes, with the same verbs."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from networks.access import network_for
from networks.forms import LineForm, LinesForm, OutsideLineForm, example, type_over
from networks.models import ChangedMeanwhileError, Expectation, GroundRule, Network, ShortLine


@dataclass(frozen=True)
class Kind:
    """What differs between the two lists."""

    model: type[ShortLine]
    page: str  # name of the list's own address
    template: str
    label: str  # of one line
    longest: int
    new_label: str
    hint: str
    gone: str  # what happens to a line that is removed

    @property
    def lines(self) -> str:
        return self.model._meta.get_field("network").remote_field.related_name or ""

    def url(self, verb: str, network: Network, line: ShortLine) -> str:
        return reverse(f"networks:{verb}_{self.model._meta.model_name}", args=[network.pk, line.pk])

    def new_lines(self, data: Mapping[str, object] | None = None) -> LinesForm:
        return LinesForm(data, label=self.new_label, longest=self.longest, hint=self.hint)


EXPECTATIONS = Kind(
    model=Expectation,
    page="networks:expectations",
    template="networks/expectations.html",
    label="Verwachting",
    longest=300,
    new_label="Nieuwe verwachtingen",
    hint=f"Eén per lijn, zoals ze op de wand staan. {example('expectation')}",
    gone="verdwijnt van de lijst, met wat de groep er in een terugblik over zei.",
)
GROUND_RULES = Kind(
    model=GroundRule,
    page="networks:ground_rules",
    template="networks/ground_rules.html",
    label="Spelregel",
    longest=200,
    new_label="Nieuwe spelregels",
    hint=f"Eén per lijn; vijf korte regels is genoeg. {example('ground_rule')}",
    gone="verdwijnt van de flap.",
)


@door(Staff)
@require_http_methods(["GET", "POST"])
def expectations(request: Request, network_id: int) -> HttpResponse:
    return _list(request, EXPECTATIONS, network_for(request.actor, network_id))


@door(Staff)
@require_http_methods(["GET", "POST"])
def ground_rules(request: Request, network_id: int) -> HttpResponse:
    return _list(request, GROUND_RULES, network_for(request.actor, network_id))


@door(Staff)
@require_POST
def correct_expectation(request: Request, network_id: int, line_id: int) -> HttpResponse:
    return _correct(request, EXPECTATIONS, network_for(request.actor, network_id), line_id)


@door(Staff)
@require_POST
def correct_groundrule(request: Request, network_id: int, line_id: int) -> HttpResponse:
    return _correct(request, GROUND_RULES, network_for(request.actor, network_id), line_id)


@door(Staff)
@require_POST
def move_expectation(request: Request, network_id: int, line_id: int) -> HttpResponse:
    return _move(request, EXPECTATIONS, network_for(request.actor, network_id), line_id)


@door(Staff)
@require_POST
def move_groundrule(request: Request, network_id: int, line_id: int) -> HttpResponse:
    return _move(request, GROUND_RULES, network_for(request.actor, network_id), line_id)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_expectation(request: Request, network_id: int, line_id: int) -> HttpResponse:
    return _remove(request, EXPECTATIONS, network_for(request.actor, network_id), line_id)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_groundrule(request: Request, network_id: int, line_id: int) -> HttpResponse:
    return _remove(request, GROUND_RULES, network_for(request.actor, network_id), line_id)


@door(Staff)
@require_POST
def order_expectations(request: Request, network_id: int) -> HttpResponse:
    return _order(request, EXPECTATIONS, network_for(request.actor, network_id))


@door(Staff)
@require_POST
def order_ground_rules(request: Request, network_id: int) -> HttpResponse:
    return _order(request, GROUND_RULES, network_for(request.actor, network_id))


@door(Staff)
@require_POST
def write_outside_line(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    form = OutsideLineForm(request.POST)
    if not form.is_valid():
        return _page(request, GROUND_RULES, network, outside_form=form, status=422)
    try:
        network.write_outside_line(form.cleaned_data["outside_line"], seen=form.cleaned_data["seen"])
    except ChangedMeanwhileError:
        network.refresh_from_db(fields=["outside_line"])
        type_over(form, seen=network.outside_line)
        theirs = network.outside_line
        return _page(request, GROUND_RULES, network, outside_form=form, outside_theirs=theirs, status=409)
    messages.success(request, "Bewaard. Deze lijn staat op de flap en op elk verslag.")
    return redirect("networks:ground_rules", network.pk)


@door(Staff)
@require_GET
def flap(request: Request, network_id: int) -> HttpResponse:
    """The ground rules as a poster for the wall."""
    network = network_for(request.actor, network_id)
    return render(request, "networks/flap.html", {"network": network, "ground_rules": network.ground_rules.all()})


def _list(request: Request, kind: Kind, network: Network) -> HttpResponse:
    form = None
    if request.method == "POST":
        form = kind.new_lines(request.POST)
        if form.is_valid():
            kind.model.objects.write_down(network, form.cleaned_data["lines"])
            messages.success(request, "Bewaard.")
            return redirect(kind.page, network.pk)
    return _page(request, kind, network, form=form, status=422 if form else 200)


def _line(kind: Kind, network: Network, line_id: int) -> ShortLine | None:
    """None when somebody else removed it meanwhile."""
    return getattr(network, kind.lines).filter(pk=line_id).first()


def _correct(request: Request, kind: Kind, network: Network, line_id: int) -> HttpResponse:
    line = _line(kind, network, line_id)
    form = LineForm(request.POST, label=kind.label, longest=kind.longest, line_id=line_id)
    if line is None:
        again = kind.new_lines({"lines": request.POST.get("text", "")})
        again.add_error("lines", "Iemand haalde deze lijn intussen weg. Je tekst staat hieronder: voeg hem weer toe.")
        return _page(request, kind, network, form=again, status=409)
    if not form.is_valid():
        return _page(request, kind, network, line_form=(line, form), status=422)
    try:
        line.correct(form.cleaned_data["text"], seen=form.cleaned_data["seen"])
    except ChangedMeanwhileError:
        line.refresh_from_db(fields=["text"])
        type_over(form, seen=line.text)
        return _page(request, kind, network, line_form=(line, form), line_theirs=line.text, status=409)
    messages.success(request, "Verbeterd.")
    return redirect(kind.page, network.pk)


def _move(request: Request, kind: Kind, network: Network, line_id: int) -> HttpResponse:
    if line := _line(kind, network, line_id):
        line.move(-1 if request.POST.get("to") == "up" else 1)
    return redirect(kind.page, network.pk)


def _order(request: Request, kind: Kind, network: Network) -> HttpResponse:
    ids = [int(value) for value in request.POST.get("order", "").split(",") if value.isdecimal() and len(value) < 19]
    kind.model.objects.put_in_order(network, ids)
    return redirect(kind.page, network.pk)


def _remove(request: HttpRequest, kind: Kind, network: Network, line_id: int) -> HttpResponse:
    line = _line(kind, network, line_id)
    if line is None:
        # A second click, or somebody else was first: what was asked is so.
        return redirect(kind.page, network.pk)
    if request.method == "POST":
        line.delete()
        messages.success(request, f"Weggehaald: {line.text}")
        return redirect(kind.page, network.pk)
    context = {
        "network": network,
        "current": "blijft",
        "title": "Deze lijn weghalen?",
        "text": f"‘{line.text}’ {kind.gone}",
        "action": kind.url("remove", network, line),
        "button": "Ja, haal weg",
        "back": reverse(kind.page, args=[network.pk]),
    }
    return render(request, "networks/confirm.html", context)


def _page(
    request: HttpRequest,
    kind: Kind,
    network: Network,
    *,
    form: LinesForm | None = None,
    line_form: tuple[ShortLine, LineForm] | None = None,
    line_theirs: str | None = None,
    outside_form: OutsideLineForm | None = None,
    outside_theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = []
    for line in getattr(network, kind.lines).all():
        bound = line_form[1] if line_form and line_form[0].pk == line.pk else None
        own = bound or LineForm(
            initial={"text": line.text, "seen": line.text}, label=kind.label, longest=kind.longest, line_id=line.pk
        )
        rows.append(
            {
                "line": line,
                "form": own,
                "open": bound is not None,
                "theirs": line_theirs if bound else None,
                "correct_url": kind.url("correct", network, line),
                "move_url": kind.url("move", network, line),
                "remove_url": kind.url("remove", network, line),
            }
        )
    shown = outside_form or OutsideLineForm(
        initial={"outside_line": network.outside_line, "seen": network.outside_line}
    )
    context = {
        "network": network,
        "rows": rows,
        "form": form or kind.new_lines(),
        "forms": [bound for bound in (form, line_form and line_form[1], outside_form) if bound],
        "order_url": reverse(
            "networks:order_expectations" if kind is EXPECTATIONS else "networks:order_ground_rules", args=[network.pk]
        ),
        "outside_form": shown,
        "outside_theirs": outside_theirs,
    }
    return render(request, kind.template, context, status=status)
