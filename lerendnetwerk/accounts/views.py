from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Visitor, door


@door(Visitor)
@require_GET
def second_factor(request: Request) -> HttpResponse:
    """Where a coordinator without a second key is sent; open to all, because it says nothing about anybody."""
    return render(request, "accounts/second_factor.html")
