"""An ID number and a phone are planted, and found nowhere in clear, however hard one looks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import grpc
import pytest

from dangwu.audit.v1 import audit_pb2
from dangwu.transfer.v1 import roll_pb2, step_pb2
from services import roster
from services.chassis import contract
from services.chassis.contract import Rpc
from services.chassis.host import pool
from tests.campus import CANARY
from tests.process.clerks import SIGNERS, registration, request_of
from tests.process.provocations import PEOPLE, provocations
from tests.process.site import Estate, Site
from tests.process.traces import files_below, forms, found_in, rows_of
from tests.refusals import refuses

PHONE = "19876543217"
SEEN = ("党员ready", "N00000")
"""What may be seen: if these are not found, the search looks in the wrong place."""
