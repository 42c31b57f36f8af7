"""memtrans beside the published PyTorch port of the paper."""
