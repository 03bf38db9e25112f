"""Drawing a photo anew: smaller, upright, and without whatever the phone wrote beside it."""

from datetime import datetime
from io import BytesIO
from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from PIL import Image, ImageFile, ImageOps

from lerendnetwerk.files import private_path
from lerendnetwerk.leases import WorkState, outside_transaction
from sessions.image_header import picture_of
from sessions.models.files import Drawing
from sessions.uploads import MOST_PIXELS, PHOTO_KINDS

QUALITY = 82
BROKEN = "Deze foto is beschadigd en kon niet gelezen worden. Verwijder ze en stuur ze opnieuw."


class BrokenPhotoError(Exception):
    """What came in cannot be decoded."""


@outside_transaction
def draw_photo(photo: Drawing, now: datetime) -> None:
    """A worker's job: draw what was received, show that, and wipe what was received.

    A file that cannot be read is wiped too: nobody could ever look at it, and the phone may have written a place in it.
    """
    received = photo.received.name or ""
    storage = photo.received.storage
    try:
        with storage.open(received) as file:
            drawn, (width, height) = draw(cast("BinaryIO", file), photo.longest_side)
    except BrokenPhotoError:
        if photo.finish(WorkState.FAILED, error=BROKEN, received=""):
            storage.delete(received)
        return
    picture = storage.save(private_path(photo, ""), ContentFile(drawn))
    if photo.finish(WorkState.DONE, error="", picture=picture, received="", width=width, height=height):
        storage.delete(received)
    else:
        # Somebody removed the photo meanwhile, or another worker took over.
        storage.delete(picture)


def draw(file: BinaryIO, longest_side: int) -> tuple[bytes, tuple[int, int]]:
    """The picture as JPEG, and its size. Raises BrokenPhotoError."""
    header = picture_of(file)
    if header is None or header.kind not in PHOTO_KINDS or not 0 < header.pixels <= MOST_PIXELS:
        raise BrokenPhotoError
    # WeasyPrint, which the same worker imports, turns this on for the whole process: half a photo would pass for one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(file, formats=[kind.upper() for kind in PHOTO_KINDS]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise BrokenPhotoError
            # JPEG can be decoded at half or a quarter: that saves most of the memory.
            image.draft("RGB", (longest_side, longest_side))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
            # A new canvas: comments, places and profiles stay behind on the old one.
            canvas = Image.new("RGB", upright.size, "white")
            if upright.mode in ("RGBA", "LA", "PA", "P"):
                layer = upright.convert("RGBA")
                canvas.paste(layer, mask=layer.getchannel("A"))
            else:
                canvas.paste(upright.convert("RGB"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BrokenPhotoError from error
    out = BytesIO()
    canvas.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue(), canvas.size
