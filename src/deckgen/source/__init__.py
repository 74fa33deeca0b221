"""Files as they were typed: Source, Span, Words, and YAML read with positions."""
