"""Results into text, Markdown, JSON and TOML: all wording for people.

A report is first a record, with every figure, date and sentence, in one language. JSON and TOML write it as it is; text
and Markdown lay it out in blocks. So no format can hold less than another.
"""
