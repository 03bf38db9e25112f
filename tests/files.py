"""Small real files, and files that only pretend."""

import struct
import zlib
from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n"
WORD = b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + b"word/document.xml"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 32
SCRIPT = b"<!doctype html><script>alert(1)</script>"


def jpeg(width: int = 800, height: int = 600, *, rotated: bool = False) -> bytes:
    """A photo as a phone makes it: with a place, a maker, and the way it was held."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("black", (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[0x010F] = "Telefoonmaker"
    exif[0x0112] = 6 if rotated else 1
    exif.get_ifd(0x8825)[2] = (50.0, 58.0, 0.0)
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"geheim commentaar")
    return out.getvalue()


def picture(kind: str, width: int = 60, height: int = 40) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that would become `width` x `height` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )
