"""Minutes and notes."""
