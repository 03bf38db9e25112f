"""What runs live in the room: one folder per kind, all with the face in `face.py`."""
