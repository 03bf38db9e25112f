"""When two pieces of text are the same name."""

import unicodedata

NAME_KEY_LENGTH = 220


def name_key(text: str) -> str:
    """Without accents, case and double spaces: "José  Peña" and "jose pena" are the same name."""
    decomposed = unicodedata.normalize("NFKD", text)
    key = " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())
    # One odd character may become eighteen; the column is no longer than this.
    return key[:NAME_KEY_LENGTH]
