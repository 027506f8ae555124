"""The review page: what a cleaner would do to a corpus, for a reader to look at and to judge.

>>> from boilerstrip.report.review import Review
>>> Review(limit=200).tally.documents
0
"""
