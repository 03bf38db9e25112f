"""What people choose on their phones without a name is shown only as a count of enough of them."""

LEAST = 5
"""Fewer choices on phones than this point at a person. People who walk about in the room see each other: not for them."""
