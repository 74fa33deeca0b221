"""How words are typed: Chinese punctuation, quotes, spaces. Most of it `check --fix` can put right."""
