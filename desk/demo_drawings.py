"""What the demo shows as photos, flip charts and portraits: drawn, so that nobody's photo is needed."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from desk.demo_content.shape import DemoPhoto

SIDE = 600
# Drawn larger and made smaller, so that no edge is jagged.
TIMES = 2


@dataclass(frozen=True)
class Look:
    wall: str
    skin: str
    hair: str
    clothes: str
    long_hair: bool = False
    beard: bool = False


LOOKS = {
    "nacht": Look(wall="#c9dadd", skin="#e3b896", hair="#5b4636", clothes="#2f5d6b", beard=True),
    "gevel": Look(wall="#e6dcc8", skin="#c98f68", hair="#2a1d18", clothes="#7a3b52", long_hair=True),
    "stroom": Look(wall="#d5decb", skin="#b97f57", hair="#1f1a17", clothes="#4d5a34"),
}


def draw_portrait(look: Look) -> bytes:
    """Head and shoulders before a plain wall, as a JPEG."""
    picture = Image.new("RGB", (SIDE * TIMES, SIDE * TIMES), look.wall)
    draw = ImageDraw.Draw(picture)

    def ellipse(left: int, top: int, right: int, bottom: int, colour: str) -> None:
        draw.ellipse([side * TIMES for side in (left, top, right, bottom)], fill=colour)

    if look.long_hair:
        ellipse(165, 95, 435, 470, look.hair)
    ellipse(85, 425, 515, 800, look.clothes)
    draw.rectangle([side * TIMES for side in (255, 350, 345, 455)], fill=look.skin)
    ellipse(240, 405, 360, 490, look.skin)
    ellipse(195, 110, 405, 400, look.hair)
    if look.beard:
        ellipse(204, 190, 396, 402, look.hair)
        ellipse(204, 145, 396, 352, look.skin)
    else:
        ellipse(204, 160, 396, 400, look.skin)
    for left in (252, 332):
        ellipse(left, 258, left + 16, 276, "#2b2320")
    draw.arc([side * TIMES for side in (268, 288, 332, 340)], 25, 155, fill="#7c3f35", width=7 * TIMES)
    written = io.BytesIO()
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(written, "JPEG", quality=85)
    return written.getvalue()


def draw_flip_chart(demo: DemoPhoto) -> bytes:
    """A sheet with a heading and lines, a little askew, as a phone sees it."""
    sheet = Image.new("RGB", (1500, 2000), "#f7f4ea")
    draw = ImageDraw.Draw(sheet)
    draw.text((110, 120), demo.heading, fill="#0a3a44", font=ImageFont.load_default(92))
    draw.line((110, 260, 1390, 268), fill="#c53d13", width=8)
    top = 340
    for line in demo.lines:
        for part in wrapped(line, 40):
            draw.text((130, top), part, fill="#1d2b2e", font=ImageFont.load_default(60))
            top += 84
        top += 40
    photo = Image.new("RGB", (1700, 2200), "#c9c2b4")
    photo.paste(sheet, (100, 100))
    buffer = io.BytesIO()
    photo.rotate(1.2, expand=False, fillcolor="#c9c2b4").save(buffer, "JPEG", quality=82)
    return buffer.getvalue()


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
