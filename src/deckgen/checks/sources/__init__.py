"""Where numbers and charts come from."""
