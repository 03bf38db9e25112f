from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.image_header import Picture, picture_of
from tests import files


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_size_and_kind_are_read_from_the_first_bytes(kind: str) -> None:
    file = BytesIO(files.picture(kind, 321, 123))
    assert picture_of(file) == Picture(kind.lower(), 321, 123)
    assert file.tell() == 0


def test_lossless_and_transparent_webp_too() -> None:
    from PIL import Image

    for options in ({"lossless": True}, {"exif": b"Exif\0\0"}):
        out = BytesIO()
        Image.new("RGBA", (70, 90)).save(out, "WEBP", **options)
        assert picture_of(out) == Picture("webp", 70, 90)


def test_a_phone_photo_with_its_notes_is_read_past_them() -> None:
    assert picture_of(BytesIO(files.jpeg(640, 480))) == Picture("jpeg", 640, 480)


def test_a_claim_is_believed_before_anything_is_decoded() -> None:
    assert picture_of(BytesIO(files.png_that_claims(50_000, 50_000))) == Picture("png", 50_000, 50_000)


def test_heic_is_recognised() -> None:
    assert picture_of(BytesIO(files.HEIC)) == Picture("heic", 0, 0)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", files.PDF, files.SCRIPT, files.WORD, b"GIF89a" + b"\0" * 40])
def test_what_is_no_picture_is_nothing(content: bytes) -> None:
    assert picture_of(BytesIO(content)) is None


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 "]), st.binary(max_size=200))
def test_any_bytes_give_an_answer(start: bytes, rest: bytes) -> None:
    picture_of(BytesIO(start + rest))
