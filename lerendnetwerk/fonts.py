"""Make the web fonts from the font package: `python -m lerendnetwerk.fonts`, run by script/bootstrap.

The package's files hold every script the family knows and weigh 85 kB each. A page needs the letters of the names
on a list of participants in Belgium, so each weight is cut to those and written as woff2; together they stay
under 50 kB. The family's figures are all equally wide as drawn: there is no tabular feature to keep.
"""

import os
import sys
from pathlib import Path

import font_hanken_grotesk
from fontTools import subset
from fontTools.ttLib import TTFont

WEIGHTS = {500: "Medium", 600: "SemiBold", 700: "Bold"}
MOST_BYTES = 50_000
SOURCE = Path(font_hanken_grotesk.font_directory)
VAR_DIR = Path(os.environ.get("LN_VAR_DIR") or Path(__file__).resolve().parent.parent / "var")
MADE = VAR_DIR / "made" / "fonts"

# Latin-1 holds Dutch, German and nearly all French; the rest is for the names of colleagues and their villages.
ACCENTED = (
    "œŒŸ"  # French
    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"  # Polish
    "ğışİĞŞ"  # Turkish
    "ășțşţĂȘȚŞŢ"  # Romanian
    "čďěňřšťůžľĺŕČĎĚŇŘŠŤŮŽĽĹŔ"  # Czech, Slovak
    "őűđŐŰĐ"  # Hungarian, Croatian
    "āēģīķļņūėįųĀĒĢĪĶĻŅŪĖĮŲ"  # Latvian, Lithuanian
)
SIGNS = "\u2010–—‘’‚“”„•…‹›€−≈≠≤≥"
CHARACTERS = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, ACCENTED + SIGNS)}

# Kerning is a third of the weight. In steps of 16 on an em of 2048 nobody sees the difference, and it packs better.
KERNING_STEP = 16


def make(weight: int, folder: Path = MADE) -> Path:
    options = subset.Options(flavor="woff2", layout_features=["kern", "locl"], hinting=False, name_IDs=[1, 2])
    made = folder / f"HankenGrotesk-{weight}.woff2"
    folder.mkdir(parents=True, exist_ok=True)
    with subset.load_font(str(SOURCE / f"HankenGrotesk-{WEIGHTS[weight]}.otf"), options) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=CHARACTERS)
        cutter.subset(font)
        round_kerning(font)
        subset.save_font(font, str(made), options)
    return made


def round_kerning(font: TTFont) -> None:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            pairs = getattr(table, "ExtSubTable", table)
            rows = [s.PairValueRecord for s in pairs.PairSet] if pairs.Format == 1 else pairs.Class1Record
            for row in rows:
                for pair in getattr(row, "Class2Record", row):
                    if pair.Value1 is not None and hasattr(pair.Value1, "XAdvance"):
                        pair.Value1.XAdvance = round(pair.Value1.XAdvance / KERNING_STEP) * KERNING_STEP


def main() -> int:
    size = sum(make(weight).stat().st_size for weight in WEIGHTS)
    if size > MOST_BYTES:
        sys.stderr.write(f"The fonts weigh {size} bytes together; at most {MOST_BYTES} may go to a phone.\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
