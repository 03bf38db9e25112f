"""Photos for the demo: flip charts, drawn instead of taken."""

import io

from PIL import Image, ImageDraw, ImageFont

from desk.demo_content.shape import DemoPhoto


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
