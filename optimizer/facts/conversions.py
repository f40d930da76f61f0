"""Exact unit conversions of a site: factor · content^power per unit of capacity or resource (`models.mineral`)."""

from __future__ import annotations

from fractions import Fraction

from models.case import Case
from models.site import Block, Exploration, Merger, Mine

Site = Block | Mine | Merger | Exploration


def account_of(case: Case, site: Site) -> Fraction:
    """Account units per capacity unit."""
    return case.mineral[site.mineral].account.of(case.content_of(site))


def resource_of(case: Case, site: Site) -> Fraction:
    """Resource units mined per capacity unit."""
    return case.mineral[site.mineral].resource.of(case.content_of(site))


def reserve_of(case: Case, site: Site) -> Fraction:
    """Reserve class units per resource unit."""
    return case.mineral[site.mineral].reserve.of(case.content_of(site))


def production_of(case: Case, site: Site) -> Fraction:
    """Production class units per capacity unit."""
    return case.mineral[site.mineral].production.of(case.content_of(site))


def tonnes_of(case: Case, site: Site) -> Fraction:
    """万t to haul per capacity unit."""
    return case.mineral[site.mineral].tonnes.of(case.content_of(site))
