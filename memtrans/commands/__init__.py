"""The subcommands of `memtrans`, one module each; every module calls its click command `command`."""
