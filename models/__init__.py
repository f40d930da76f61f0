"""The domain of mineral planning: frozen, closed, with units and sources (DESIGN §1-2)."""

from models.base import Figure, Record, Sourced, Text
from models.case import Case, Frame, Lock, Statement
from models.geography import (
    Adjacency,
    Area,
    Consent,
    Excluded,
    Geography,
    Haul,
    Layer,
    Overlap,
    Place,
    Region,
    Sight,
    Spacing,
    Zone,
)
from models.market import Demand, Import
from models.mineral import Conversion, Mineral, ProductionClass, ReserveClass
from models.outcome import Clause, Finding, MarketLine, Outcome, PeriodLine, TierResult
from models.period import Period
from models.plan import Decision, Output, Plan, Purchase, Shipment
from models.policy import Policy
from models.problem import BadInputError, Problem
from models.scenario import Change, Scenario
from models.site import Block, Duty, Exploration, Merger, Mine
from models.words import (
    Action,
    ClosureReason,
    Degree,
    Judgement,
    Kind,
    Measure,
    Method,
    Mode,
    Obligation,
    Size,
    Verdict,
)

__all__ = [
    "Action",
    "Adjacency",
    "Area",
    "BadInputError",
    "Block",
    "Case",
    "Change",
    "Clause",
    "ClosureReason",
    "Consent",
    "Conversion",
    "Decision",
    "Degree",
    "Demand",
    "Duty",
    "Excluded",
    "Exploration",
    "Figure",
    "Finding",
    "Frame",
    "Geography",
    "Haul",
    "Import",
    "Judgement",
    "Kind",
    "Layer",
    "Lock",
    "MarketLine",
    "Measure",
    "Merger",
    "Method",
    "Mine",
    "Mineral",
    "Mode",
    "Obligation",
    "Outcome",
    "Output",
    "Overlap",
    "Period",
    "PeriodLine",
    "Place",
    "Plan",
    "Policy",
    "Problem",
    "ProductionClass",
    "Purchase",
    "Record",
    "Region",
    "ReserveClass",
    "Scenario",
    "Shipment",
    "Sight",
    "Size",
    "Sourced",
    "Spacing",
    "Statement",
    "Text",
    "TierResult",
    "Verdict",
    "Zone",
]
