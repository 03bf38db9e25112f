from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Member, Request, Staff, door
from sessions.access import member_session, session_for
from sessions.models import Photo, Session
from sessions.saving import by_itself, refused, saved
from sessions.uploads import check_photo
from sessions.views.files import as_picture
from sessions.views.notes import notes_page


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ["caption", "in_report"]


@door(Staff)
@require_POST
def add_photos(request: Request, session_id: int) -> HttpResponse:
    """Keep the good ones, and say of each other one why not."""
    session = session_for(request.actor, session_id)
    uploads = request.FILES.getlist("photos")
    # PostgreSQL keeps no NUL.
    key = request.POST.get("key", "").replace("\0", "")[:24]
    errors = [] if uploads else ["Kies eerst een of meer foto's."]
    kept = 0
    for index, upload in enumerate(uploads):
        try:
            check_photo(upload)
        except ValidationError as error:
            errors += error.messages
        else:
            Photo.keep(session, upload, f"{key}-{index}" if key else "", timezone.now())
            kept += 1
    if kept:
        messages.success(request, "1 foto is bewaard." if kept == 1 else f"{kept} foto's zijn bewaard.")
    if errors:
        return notes_page(request, session, photo_errors=errors, status=422)
    return HttpResponseRedirect(_page(session))


@door(Staff)
@require_POST
def save_photo(request: Request, session_id: int, photo_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    photo = _photo(session, photo_id)
    form = PhotoForm(request.POST, instance=photo)
    if not form.is_valid():
        if by_itself(request):
            return refused(form)
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        photo.caption, photo.in_report = form.data.get("caption", ""), "in_report" in form.data
        return notes_page(request, session, photo_errors=sentences, wrong_photo=photo, status=422)
    # Only these two: a worker may be drawing this photo.
    Photo.objects.filter(pk=photo_id).update(**form.cleaned_data)
    return saved(request, _page(session))


@door(Staff)
@require_POST
def move_photo(request: Request, session_id: int, photo_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    _photo(session, photo_id).move(-1 if request.POST.get("naar") == "op" else 1)
    return HttpResponseRedirect(_page(session))


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_photo(request: Request, session_id: int, photo_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    if request.method == "GET":
        context = {"session": session, "network": session.network, "photo": _photo(session, photo_id)}
        return render(request, "sessions/remove_photo.html", context)
    if photo := session.photos.filter(pk=photo_id).first():
        photo.remove()
    messages.success(request, "De foto is verwijderd.")
    return HttpResponseRedirect(_page(session))


@door(Staff)
@require_GET
def photo(request: Request, session_id: int, photo_id: int) -> HttpResponse:
    return _picture(_photo(session_for(request.actor, session_id), photo_id))


@door(Member)
@require_GET
def member_photo(request: Request, session_id: int, photo_id: int) -> HttpResponse:
    """Only what the facilitator keeps for the report."""
    session, _ = member_session(request.actor, session_id)
    return _picture(get_object_or_404(Photo.objects.for_report(), pk=photo_id, session=session))


def _picture(photo: Photo) -> HttpResponse:
    if not photo.is_ready:
        raise Http404
    return as_picture(photo)


def _photo(session: Session, photo_id: int) -> Photo:
    return get_object_or_404(Photo, pk=photo_id, session=session)


def _page(session: Session) -> str:
    return reverse("sessions:notes", kwargs={"session_id": session.pk}) + "?bij=fotos#fotos"
