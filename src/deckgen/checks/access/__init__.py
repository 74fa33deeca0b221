"""Whether everybody in the room, and every screen reader, can follow."""
