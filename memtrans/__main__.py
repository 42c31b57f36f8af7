"""`python -m memtrans`, the command line without its script."""

from memtrans.commands.cli import main

main()
