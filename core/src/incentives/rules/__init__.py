"""The rule language: facts, open questions, expressions, and the readers that share them."""
