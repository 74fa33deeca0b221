"""How much stands on a slide. Advice; the opening, the closing and the backup are exempt."""
