"""What is too long for `make test`: `python -m everything`, from the folder `tests`, or `make test-all`."""
