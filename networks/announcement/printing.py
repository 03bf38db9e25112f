"""The flyer on one A4, and the picture that stands beside a shared link; the worker makes both."""

import io
import textwrap
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from lerendnetwerk.leases import WorkState, outside_transaction
from lerendnetwerk.pdf import make_pdf, path_of
from networks.announcement.flyer import fitting
from networks.announcement.public import Story, digest_of, public_url, story_of
from networks.models import Announcement, Flyer, Network

PICTURE = (1200, 630)  # pixels, as the pages where links are shared want it
INK, WHITE, SOFT, SIGNAL = "#0a3a44", "#ffffff", "#b9d3d6", "#ff9a70"


def flyer_of(announcement: Announcement, network: Network, now: datetime) -> Flyer:
    """The flyer of the words as they are now: the one that was made, or a new row for the worker."""
    digest = digest_of(story_of(network), public_url(announcement))
    flyer = Flyer.objects.filter(announcement=announcement, digest=digest).first()
    if flyer is None:
        flyer = Flyer(announcement=announcement, digest=digest, not_before=now)
        flyer.file.name = flyer.file.field.generate_filename(flyer, "flyer.pdf")
        flyer.picture.name = flyer.picture.field.generate_filename(flyer, "flyer.png")
        flyer, _ = Flyer.objects.get_or_create(
            announcement=announcement,
            digest=digest,
            defaults={"not_before": now, "file": flyer.file.name, "picture": flyer.picture.name},
        )
    return flyer


def print_anew(announcement: Announcement, now: datetime) -> None:
    """Once the words went online or changed: so that a link that is shared shows the picture of these words."""
    network = Network.objects.select_related("programme").prefetch_related("engagement_lines")
    flyer_of(announcement, network.get(pk=announcement.network_id), now)


def flyer_html(story: Story, url: str) -> str:
    short_url = url.split("://", 1)[1]
    return render_to_string("networks/pdf/flyer.html", {"story": fitting(story), "url": url, "short_url": short_url})


@outside_transaction
def make_flyer(flyer: Flyer, now: datetime) -> None:
    network = (
        Network.objects.select_related("programme")
        .prefetch_related("engagement_lines")
        .get(announcement=flyer.announcement_id)
    )
    story, url = story_of(network), public_url(flyer.announcement)
    html = flyer_html(story, url)
    for name, content in ((flyer.file.name, make_pdf(html)), (flyer.picture.name, draw_picture(story))):
        # A worker that was killed may have left a file behind.
        default_storage.delete(str(name))
        default_storage.save(str(name), ContentFile(content))
    flyer.finish(WorkState.DONE, error="")


def draw_picture(story: Story) -> bytes:
    """A PNG with the title, the question and who organises it."""
    # Here, because it would take memory in every web worker.
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", PICTURE, INK)
    draw = ImageDraw.Draw(image)
    font_file = str(path_of("font:HankenGrotesk-Bold.otf", ()))
    big, middle, small = (ImageFont.truetype(font_file, size) for size in (76, 40, 32))
    draw.ellipse((980, -120, 1320, 220), outline=SIGNAL, width=26)
    y = 90
    for line in textwrap.wrap(story.title, 26)[:3]:
        draw.text((80, y), line, font=big, fill=WHITE)
        y += 92
    y += 24
    for line in textwrap.wrap(story.theme, 50)[:3]:
        draw.text((80, y), line, font=middle, fill=SOFT)
        y += 54
    draw.text((80, PICTURE[1] - 90), f"Een lerend netwerk van {story.organiser}"[:60], font=small, fill=SIGNAL)
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()
