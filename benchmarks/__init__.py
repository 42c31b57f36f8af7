"""What is measured: no metric is defined here."""
