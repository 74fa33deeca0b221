"""What fitting had to do."""
