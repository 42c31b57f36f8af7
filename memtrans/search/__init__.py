"""Exact top-k kernels, one pool of threads, and what makes a streaming backend out of an index that holds one list."""

from memtrans.search.events import EventLog
from memtrans.search.exact import bfloat16_is_fast, exact_slots, exact_topk
from memtrans.search.idle import answer_idle, stores_that_ask
from memtrans.search.indexed import from_index
from memtrans.search.selection import largest, top_columns
from memtrans.search.topk import Scratch, rerank, score, select_topk
from memtrans.search.workers import Workers

__all__ = [
    "EventLog",
    "Scratch",
    "Workers",
    "answer_idle",
    "bfloat16_is_fast",
    "exact_slots",
    "exact_topk",
    "from_index",
    "largest",
    "rerank",
    "score",
    "select_topk",
    "stores_that_ask",
    "top_columns",
]
