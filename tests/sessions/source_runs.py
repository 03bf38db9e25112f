"""Finds runs of eight words that a text shares with the source documents of the practice, which are not in the repository.

`source_runs.bin` holds the first five bytes of the SHA-256 of each run in those documents, sorted: enough to recognise
a copied sentence (a false alarm in a library of this size has a chance of one in some thousands), and unreadable. To
make it anew from a directory of text files: python -m tests.sessions.source_runs DIRECTORY
"""

import re
import sys
import unicodedata
from hashlib import sha256
from pathlib import Path

KEPT = Path(__file__).with_name("source_runs.bin")
RUN = 8
BYTES = 5


def words(text: str) -> list[str]:
    """Lower case without accents; a word that is broken at the end of a line is one word."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "", text.lower()))
    return re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def runs(text: str) -> list[str]:
    said = words(text)
    return [" ".join(said[start : start + RUN]) for start in range(len(said) - RUN + 1)]


def digest(run: str) -> bytes:
    return sha256(run.encode()).digest()[:BYTES]


def kept() -> set[bytes]:
    data = KEPT.read_bytes()
    return {data[start : start + BYTES] for start in range(0, len(data), BYTES)}


def shared(text: str, known: set[bytes]) -> list[str]:
    return [run for run in runs(text) if digest(run) in known]


if __name__ == "__main__":
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    KEPT.write_bytes(b"".join(sorted({digest(run) for text in texts for run in runs(text)})))
