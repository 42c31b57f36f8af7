"""Training runs: their config, documents, folder and optimizer."""
