"""*Oefenen*: a room with five invented participants who answer by themselves, and of which nothing remains."""
