"""What people do in this room: texts, numbers, folders."""
