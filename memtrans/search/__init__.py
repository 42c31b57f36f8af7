"""Exact top-k kernels, one pool of threads, and what makes a streaming backend out of an index that holds one list."""

from memtrans.search.events import EventLog as EventLog
from memtrans.search.indexed import from_index as from_index
from memtrans.search.topk import Scratch as Scratch
from memtrans.search.topk import bfloat16_is_fast as bfloat16_is_fast
from memtrans.search.topk import exact_topk as exact_topk
from memtrans.search.topk import largest as largest
from memtrans.search.topk import rerank as rerank
from memtrans.search.topk import score as score
from memtrans.search.topk import select_topk as select_topk
from memtrans.search.topk import top_columns as top_columns
from memtrans.search.workers import Workers as Workers
