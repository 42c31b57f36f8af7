"""Tuning: the cheapest options of a backend that find enough, searched for on a trace."""
