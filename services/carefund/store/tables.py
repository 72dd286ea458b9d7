"""What every table of the care fund stands on."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import String
from sqlalchemy.orm import DeclarativeBase

from services.chassis import journal
from services.chassis.database import Instant


class Base(DeclarativeBase):
    """The care fund's own tables; those of the journal are attached to them."""

    type_annotation_map: ClassVar = {datetime: Instant, str: String(120)}


journal.attach(Base.metadata)
