"""The memorizing transformer: its shape, its layers, and attention over what was retrieved."""

from memtrans.model.config import ModelConfig
from memtrans.model.transformer import Cache, MemorizingTransformer, New, Output

__all__ = ["Cache", "MemorizingTransformer", "ModelConfig", "New", "Output"]
