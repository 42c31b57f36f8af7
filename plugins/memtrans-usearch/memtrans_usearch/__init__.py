"""usearch as a backend of memtrans. Nothing is imported here: memtrans asks for `plugin`, and later for `index`."""
