"""The outline: what an author may write, read from YAML into frozen values."""
