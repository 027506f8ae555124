"""Density."""
from collections.abc import Iterable
from boilerstrip.body import Body
from boilerstrip.marks import Mark
from boilerstrip.measure import Core
from boilerstrip.settings import Settings

def density(body: Body, core: Core, settings: Settings) -> Iterable[Mark]:
    return ()
