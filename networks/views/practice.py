"""The practice mailbox of a network: mails as they would have left, where no mail server is set."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.outbox.models import PracticeMessage
from lerendnetwerk.outbox.practice import read_letter
from networks.access import network_for
from networks.views.post import download

NEWEST = 200


@door(Staff)
@require_GET
def practice_mailbox(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    letters = PracticeMessage.objects.filter(scope=network.mail_scope).defer("raw")[:NEWEST]
    return render(
        request, "outbox/practice.html", {"network": network, "letters": letters, "practice": settings.PRACTICE_MAILBOX}
    )


@door(Staff)
@require_GET
def practice_letter(request: Request, network_id: int, letter_id: int) -> HttpResponse:
    """One mail as its reader would find it: the text, and the files to download."""
    network = network_for(request.actor, network_id)
    message = get_object_or_404(PracticeMessage, pk=letter_id, scope=network.mail_scope)
    letter = read_letter(message)
    files = [
        {
            "name": file.name,
            "url": reverse("networks:practice_file", args=[network.pk, message.pk, number]),
            "note": filesizeformat(len(file.content)),
        }
        for number, file in enumerate(letter.files, 1)
    ]
    return render(
        request,
        "outbox/practice_letter.html",
        {"network": network, "message": message, "letter": letter, "files": files},
    )


@door(Staff)
@require_GET
def practice_file(request: Request, network_id: int, letter_id: int, number: int) -> HttpResponse:
    """The file at place `number` (from 1), always as a download."""
    network = network_for(request.actor, network_id)
    message = get_object_or_404(PracticeMessage, pk=letter_id, scope=network.mail_scope)
    files = read_letter(message).files
    if not 1 <= number <= len(files):
        raise Http404
    return download(files[number - 1].content, files[number - 1].name)
