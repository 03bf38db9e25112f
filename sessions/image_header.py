"""What kind of picture a file is and how large, from its first bytes.

The web worker refuses what is too large before anybody decodes it, and decoding (Pillow) only happens in the
background worker; so this reads the numbers itself.
"""

import struct
from typing import BinaryIO, NamedTuple


class Picture(NamedTuple):
    kind: str  # "jpeg", "png", "webp" or "heic"
    width: int  # 0 where the header does not say
    height: int

    @property
    def pixels(self) -> int:
        return self.width * self.height


HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
# The markers in a JPEG that start a frame, and with it tell the size.
JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def picture_of(file: BinaryIO) -> Picture | None:
    """None for what is no picture that we know. Leaves the file at its beginning."""
    file.seek(0)
    head = file.read(32)
    try:
        if head.startswith(b"\xff\xd8\xff"):
            return _jpeg(file)
        if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
            return Picture("png", *struct.unpack(">II", head[16:24]))
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return _webp(head)
        if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
            return Picture("heic", 0, 0)
    except struct.error:
        return None  # the file stops in the middle of its header
    finally:
        file.seek(0)
    return None


def _jpeg(file: BinaryIO) -> Picture | None:
    file.seek(2)
    while True:
        start, marker = struct.unpack(">BB", file.read(2))
        if start != 0xFF:
            return None
        while marker == 0xFF:  # padding
            (marker,) = struct.unpack(">B", file.read(1))
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            continue  # these stand alone
        (length,) = struct.unpack(">H", file.read(2))
        if marker in JPEG_FRAMES:
            _, height, width = struct.unpack(">BHH", file.read(5))
            return Picture("jpeg", width, height)
        if marker in (0xD9, 0xDA) or length < 2:
            return None  # the picture itself began, without a size
        file.seek(length - 2, 1)


def _webp(head: bytes) -> Picture | None:
    form = head[12:16]
    if form == b"VP8X":
        return Picture("webp", int.from_bytes(head[24:27], "little") + 1, int.from_bytes(head[27:30], "little") + 1)
    if form == b"VP8L":
        (bits,) = struct.unpack("<I", head[21:25])
        return Picture("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return Picture("webp", width & 0x3FFF, height & 0x3FFF)
    return None
