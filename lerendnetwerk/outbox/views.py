"""Mails that belong to no network: the sign-in codes, where no mail server is set."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Visitor, door
from lerendnetwerk.outbox.models import PracticeMessage
from lerendnetwerk.outbox.practice import read_letter

NEWEST = 10


@door(Visitor)
@require_GET
def sign_in_mail(request: Request) -> HttpResponse:
    """Who signs in for practice finds the code here. Only there: the code is the key."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    messages = PracticeMessage.objects.filter(scope="")[:NEWEST]
    letters = [(message, read_letter(message)) for message in messages]
    return render(request, "outbox/sign_in_mail.html", {"letters": letters})
