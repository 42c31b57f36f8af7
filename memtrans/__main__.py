"""`python -m memtrans`, the command line without its script."""

from memtrans.cli import main

main()
