"""How many tables the projector shows at a time: all of them where the names fit, else a few, page after page. Plain, in lines."""

from collections.abc import Sequence

# In the smallest letters that can be read from the back, with four tables beside each other.
LETTERS_A_LINE = 23
ROW = 4
# What is left below the question; a table takes so much besides its names.
LINES = 13
LINES_OF_A_TABLE = 2.5
SMALLER_FROM = 13
MOST_PAGES = 4


def lines_of(names: Sequence[str]) -> int:
    """How many lines these names take, one behind another with a comma; a name that is too long for one line takes more."""
    lines, left = 0, 0
    for name in names:
        size = len(name) + 2
        if size > left:
            more = -(-size // LETTERS_A_LINE)
            lines, left = lines + more, more * LETTERS_A_LINE
        left -= size
    return lines


def tables_a_page(tables: Sequence[Sequence[str]]) -> int:
    """All, two rows or one; `tables`: the names at each."""
    longest = max(map(lines_of, tables), default=0)

    def fits(count: int) -> bool:
        return -(-count // ROW) * (longest + LINES_OF_A_TABLE) <= LINES

    fitting = next((count for count in (len(tables), 2 * ROW) if count <= ROW or fits(count)), ROW)
    return max(fitting, -(-len(tables) // MOST_PAGES))


def are_smaller(tables: Sequence[Sequence[str]]) -> bool:
    """Whether even one row needs smaller letters: long names that are told apart by their family names."""
    return len(tables) >= ROW and max(map(lines_of, tables), default=0) >= SMALLER_FROM
