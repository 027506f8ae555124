"""Boilerstrip inside engines that crawl or distribute: Scrapy, datatrove, Ray Data, Spark.

Each module wants its engine's library only where it needs it. All follow one rule: a text is cleaned, what is no text is never lost.
"""
