"""Traces: what went through the memories of a model once, in a file, to be given to any backend again.

docs/traces.md describes the file; who has h5py needs nothing of memtrans to read it.
"""
