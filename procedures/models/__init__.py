"""Every table of the domain, thin: fields, constraints, and who writes them."""

from .agency import Agency, Area, Desk
from .audit import AccessLog, Checkpoint, Heartbeat, Incident
from .calendar import CalendarRevision
from .case import Case, Draft, JournalEntry, JournalPayload
from .catalogue import CatalogueEntry, ProcedureVersion
from .letter import Letter, LetterSignature
from .numbering import CaseNumber, NumberBook
from .outbox import NationalDelivery, Notice, OutboxMessage
from .paper import File, Paper, PaperFile
from .person import Organisation, Person, Position

__all__ = [
    "AccessLog",
    "Agency",
    "Area",
    "CalendarRevision",
    "Case",
    "CaseNumber",
    "CatalogueEntry",
    "Checkpoint",
    "Desk",
    "Draft",
    "File",
    "Heartbeat",
    "Incident",
    "JournalEntry",
    "JournalPayload",
    "Letter",
    "LetterSignature",
    "NationalDelivery",
    "Notice",
    "NumberBook",
    "Organisation",
    "OutboxMessage",
    "Paper",
    "PaperFile",
    "Person",
    "Position",
    "ProcedureVersion",
]
