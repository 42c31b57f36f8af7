"""The memorizing transformer: its shape, its layers, and attention over what was retrieved."""

from memtrans.model.config import ModelConfig as ModelConfig
from memtrans.model.transformer import Cache as Cache
from memtrans.model.transformer import MemorizingTransformer as MemorizingTransformer
