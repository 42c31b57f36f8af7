"""YAML to validated settings; every problem told with its place in the file."""
