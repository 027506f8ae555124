"""Runs: many records through the cleaner, in order, with what went noted down.

>>> from boilerstrip.runs.tally import Tally
>>> Tally().documents
0
"""
