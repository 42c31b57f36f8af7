"""Speed of a pretrained model that reads with a memory."""
