"""Which kind of recall predicts what an approximation does to the loss."""
