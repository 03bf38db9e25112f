"""Whether somebody who does not see a PDF can read it: its tags, language, title, alternative texts, headings, and fonts."""

import io
from itertools import pairwise

import pikepdf


def complaints_about(pdf: bytes, title: str) -> list[str]:
    """What is not right; empty when all is."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tags = tags_of(document)
        levels = [int(name[2:]) for tag in tags if (name := str(tag.get("/S", "")))[:2] == "/H" and name[2:].isdigit()]
        figures = [tag for tag in tags if tag.get("/S") == "/Figure"]
        fonts = [
            one
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        right = {
            "tags": bool(document.Root.MarkInfo.Marked),
            "language": str(document.Root.Lang).startswith("nl"),
            "title": str(document.docinfo["/Title"]) == title,
            "one first heading": levels[:1] == [1] and levels.count(1) == 1,
            "order of headings": all(after - before <= 1 for before, after in pairwise(levels)),
            "alternative texts": bool(figures) and all(str(figure.get("/Alt", "")).strip() for figure in figures),
            "embedded fonts": bool(fonts) and all("/FontFile3" in font or "/FontFile2" in font for font in fonts),
        }
    return [what for what, is_right in right.items() if not is_right]


def tags_of(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """In the order of reading."""
    found: list[pikepdf.Dictionary] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:  # type: ignore[attr-defined]
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            found.append(node)
            if "/K" in node:
                walk(node.K)

    walk(document.Root.StructTreeRoot.K)
    return found
