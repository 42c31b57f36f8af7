"""Perplexity as a ratio of sums; recall, mass recall, timings and paired intervals."""
