"""British English, which the product is written in; Django's plain English is American."""
