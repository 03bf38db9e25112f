"""A facilitator puts the questions of the koerskaart in the words of her network."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from networks.access import network_for
from sessions.activities.course.forms import BlockForm
from sessions.activities.course.words import OwnCourseBlock
from sessions.koerskaart import BLOCK_COUNT, BLOCKS, FULL_MINUTES, OURS, Words, course_in, part_of
from sessions.models.notes import SavedElsewhere


@door(Staff)
@require_GET
def questions(request: Request, network_id: int) -> HttpResponse:
    """The nine blocks as this network asks them."""
    network = network_for(request.actor, network_id)
    words = OwnCourseBlock.objects.words_of(network.pk)
    own = {number for number, said in words.items() if said != OURS[number]}
    context = {"network": network, "parts": course_in(FULL_MINUTES, words), "own": own}
    return render(request, "sessions/activities/course/questions.html", context)


def _block(number: int) -> Words:
    if not 1 <= number <= BLOCK_COUNT:
        raise Http404
    return OURS[number]


@door(Staff)
@require_http_methods(["GET", "POST"])
def block(request: Request, network_id: int, number: int) -> HttpResponse:
    """Own words for one block; a koerskaart that runs already keeps its own."""
    network = network_for(request.actor, network_id)
    ours = _block(number)
    own = OwnCourseBlock.objects.filter(network=network, number=number).first()
    said = own.words if own else ours
    initial = {"do": said.do, "questions": said.questions, "version": own.version if own else 0}
    most = BLOCKS[number - 1].most_questions
    form = BlockForm(request.POST if request.method == "POST" else None, most=most, initial=initial)
    status, theirs = (422 if form.is_bound else 200), ""
    if form.is_valid():
        try:
            OwnCourseBlock.objects.say(network, number, form.words, version=form.cleaned_data["version"])
        except SavedElsewhere as other:
            status, theirs = 409, other.theirs
            form = BlockForm({**request.POST.dict(), "version": other.version}, most=most)
        else:
            messages.success(request, f"Blok {number} staat er zo op.")
            return redirect("sessions:koerskaart_questions", network_id)
    context = {
        "network": network,
        "form": form,
        "theirs": theirs,
        # In a template `block` is the block tag's own.
        "ours": BLOCKS[number - 1],
        "part": part_of(number),
        "is_own": said != ours,
    }
    return render(request, "sessions/activities/course/block.html", context, status=status)


@door(Staff)
@require_POST
def ours_again(request: Request, network_id: int, number: int) -> HttpResponse:
    """Back to the words of the koerskaart itself."""
    network = network_for(request.actor, network_id)
    _block(number)
    OwnCourseBlock.objects.filter(network=network, number=number).delete()
    messages.success(request, f"Blok {number} heeft weer de gewone vragen.")
    return redirect("sessions:koerskaart_questions", network_id)
