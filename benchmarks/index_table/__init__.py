"""Search and write time, recall and bytes of every index, on streams of keys."""
