"""The flyer on one A4, and the picture that stands beside a shared link; the worker makes both."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from lerendnetwerk.charts import on_circle
from lerendnetwerk.leases import WorkState, outside_transaction
from lerendnetwerk.pdf import make_pdf_of_one_page, path_of
from networks.announcement.flyer import fitting
from networks.announcement.public import Story, digest_of, public_url, story_of
from networks.models import Announcement, Flyer, Network

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# From the largest letters to the smallest: static/flyer.css.
SIZES = range(1, 7)
PICTURE = (1200, 630)  # pixels, as the pages where links are shared want it
INK, DEEP, WHITE, SOFT, SIGNAL = "#0a3a44", "#164a55", "#ffffff", "#b9d3d6", "#ff9a70"
# What is drawn so many times as large and then made smaller has smooth edges.
FINE = 2


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


def flyer_pdf(story: Story, url: str) -> bytes:
    """With the largest letters with which it stays one A4."""
    context = {"story": fitting(story), "url": url, "short_url": url.split("://", 1)[1]}
    return make_pdf_of_one_page(render_to_string("networks/pdf/flyer.html", context | {"size": size}) for size in SIZES)


@outside_transaction
def make_flyer(flyer: Flyer, now: datetime) -> None:
    network = (
        Network.objects.select_related("programme")
        .prefetch_related("engagement_lines")
        .get(announcement=flyer.announcement_id)
    )
    story, url = story_of(network), public_url(flyer.announcement)
    for name, content in ((flyer.file.name, flyer_pdf(story, url)), (flyer.picture.name, draw_picture(story))):
        # A worker that was killed may have left a file behind.
        default_storage.delete(str(name))
        default_storage.save(str(name), ContentFile(content))
    flyer.finish(WorkState.DONE, error="")


def draw_picture(story: Story) -> bytes:
    """A PNG with the title, the question, who organises it, and a ring of chairs of which one is for the reader."""
    # Here, because it would take memory in every web worker.
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (PICTURE[0] * FINE, PICTURE[1] * FINE), INK)
    draw = ImageDraw.Draw(image)
    font_file = str(path_of("font:HankenGrotesk-Bold.otf", ()))

    def font_of(size: int) -> "FreeTypeFont":
        return ImageFont.truetype(font_file, size * FINE)

    def write(lines: list[str], y: int, size: int, colour: str) -> int:
        """Returns where the next line may begin."""
        for line in lines:
            draw.text((80 * FINE, y * FINE), line, font=font_of(size), fill=colour)
            y += round(size * 1.2)
        return y

    wide = 690 if story.chairs else 1040
    title_size = next((one for one in (80, 68, 58) if len(lines_in(story.title, font_of(one), wide)) <= 3), 48)
    y = write(lines_in(story.title, font_of(title_size), wide, most=4), 80, title_size, WHITE) + 20
    write(lines_in(story.theme, font_of(36), wide, most=(500 - y) // 43), y, 36, WHITE)
    write(lines_in(f"Een lerend netwerk van {story.organiser}", font_of(32), 1040, most=1), 540, 32, SOFT)
    if story.chairs:
        draw.ellipse(around(975, 285, 92), fill=DEEP)
        size = min(34.0, 0.42 * 2 * 3.14 * 148 / story.chairs)
        for number in range(story.chairs):
            yours = number == story.chairs // 4
            place = around(*on_circle(975, 285, 148, (number + 0.5) / story.chairs), size)
            draw.ellipse(place, outline=SIGNAL if yours else SOFT, fill=SIGNAL if yours else INK, width=4 * FINE)
    written = io.BytesIO()
    image.resize(PICTURE, Image.Resampling.LANCZOS).save(written, "PNG", optimize=True)
    return written.getvalue()


def around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """The box of a circle in the fine drawing."""
    return ((x - radius) * FINE, (y - radius) * FINE, (x + radius) * FINE, (y + radius) * FINE)


def lines_in(text: str, font: "FreeTypeFont", wide: int, most: int | None = None) -> list[str]:
    """The text in lines of about one length, none wider than `wide` pixels; what comes after the `most` is left out with dots."""
    lines = list(wrapped(text, font, wide))
    if most is not None and len(lines) > most:
        kept = lines[:most]
        while kept and font.getlength(f"{kept[-1]}…") > wide * FINE and " " in kept[-1]:
            kept[-1] = kept[-1].rpartition(" ")[0]
        return [*kept[:-1], f"{kept[-1]}…"] if kept else []
    # Not one word alone below a full line.
    narrow = next(
        (one for one in range(wide // 2, wide, 20) if len(list(wrapped(text, font, one))) == len(lines)), wide
    )
    return list(wrapped(text, font, narrow))


def wrapped(text: str, font: "FreeTypeFont", wide: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > wide * FINE:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line
