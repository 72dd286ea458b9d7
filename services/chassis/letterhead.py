"""How the school can be reached, as it stands on every letter; an operator sets it."""

from pydantic import BaseModel, Field


class Letterhead(BaseModel):
    """The school's address and, by GB/T 2260, where it is. What is not set stays blank."""

    address: str = ""
    """Where letters to the school go."""

    postcode: str = Field(default="", pattern="^$|^[0-9]{6}$")
    """Its postcode, six digits."""

    phone: str = ""
    """The telephone of the organization department."""

    fax: str = ""
    """Its fax."""

    region: str = Field(default="", pattern="^$|^[0-9]{6}$")
    """The county by GB/T 2260, six digits: how far a destination is follows from it."""
