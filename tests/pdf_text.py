"""The words of a PDF, read with pikepdf through each font's own map back to Unicode."""

import io
import re

import pikepdf


def extract(pdf: bytes) -> str:
    """All text in the order of the pages, white space folded to single spaces."""
    words: list[str] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            words.extend(_words_of(page))
    return " ".join("".join(words).split())


def _words_of(page: pikepdf.Page) -> list[str]:
    found = []
    streams = [(page, page.resources)]
    seen: set[tuple[int, int]] = set()
    while streams:
        stream, resources = streams.pop(0)
        maps = {
            str(name): _unicode_map(font)
            for name, font in (resources.get("/Font") or {}).items()
            if "/ToUnicode" in font
        }
        current: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name == "Tf":
                current = maps.get(str(operands[0]), {})
            elif name in ("Tj", "'"):
                found.append(_decode(bytes(operands[0]), current))
            elif name == "TJ":
                found.extend(_decode(bytes(part), current) for part in operands[0] if isinstance(part, pikepdf.String))
            elif name in ("ET", "Td", "TD", "T*", "BT"):
                found.append(" ")
            elif name == "Do":
                form = (resources.get("/XObject") or {}).get(str(operands[0]))
                if form is not None and form.get("/Subtype") == "/Form" and form.objgen not in seen:
                    seen.add(form.objgen)
                    streams.append((form, form.get("/Resources") or resources))
    return found


def _decode(raw: bytes, to_unicode: dict[int, str]) -> str:
    return "".join(to_unicode.get(int.from_bytes(raw[n : n + 2]), "") for n in range(0, len(raw), 2))


def _unicode_map(font: pikepdf.Object) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, target in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
    return found
