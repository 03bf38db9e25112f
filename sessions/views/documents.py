from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from lerendnetwerk.doors import Member, Request, Staff, door
from networks.access import network_for
from networks.models import Network
from sessions import access
from sessions.document_forms import DocumentForm, NewDocumentForm
from sessions.models import Document
from sessions.views.files import as_download


@door(Staff)
@require_http_methods(["GET", "POST"])
def documents(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    sessions = list(network.sessions.all())
    if request.method == "GET":
        form = NewDocumentForm(network=network, sessions=sessions, initial={"session": request.GET.get("sessie", "")})
    else:
        form = NewDocumentForm(request.POST, request.FILES, network=network, sessions=sessions)
        if form.is_valid():
            document = form.save()
            messages.success(request, f"{document.title} is bewaard.")
            return HttpResponseRedirect(_page(network))
    rows = Document.objects.filter(network=network, is_signed_list=False).select_related("session")
    context = {"network": network, "documents": rows, "form": form}
    return render(request, "sessions/documents.html", context, status=200 if request.method == "GET" else 422)


@door(Staff)
@require_GET
def document(request: Request, document_id: int) -> HttpResponse:
    return _download(access.document_for(request.actor, document_id))


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit_document(request: Request, document_id: int) -> HttpResponse:
    row = access.document_for(request.actor, document_id)
    typed = request.POST if request.method == "POST" else None
    form = DocumentForm(typed, instance=row, sessions=list(row.network.sessions.all()))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"{row.title} is bewaard.")
        return HttpResponseRedirect(_page(row.network))
    context = {"network": row.network, "document": row, "form": form}
    return render(request, "sessions/edit_document.html", context, status=200 if request.method == "GET" else 422)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_document(request: Request, document_id: int) -> HttpResponse:
    row = access.document_for(request.actor, document_id)
    if request.method == "GET":
        return render(request, "sessions/remove_document.html", {"network": row.network, "document": row})
    row.remove()
    messages.success(request, f"{row.title} is verwijderd.")
    return HttpResponseRedirect(_page(row.network))


@door(Member)
@require_GET
def member_document(request: Request, document_id: int) -> HttpResponse:
    return _download(access.member_document(request.actor, document_id))


def _download(row: Document) -> HttpResponse:
    if row.link:
        raise Http404  # a link is not ours to hand out as a file
    return as_download(row)


def _page(network: Network) -> str:
    return reverse("sessions:documents", kwargs={"network_id": network.pk})
