"""The log: one line a call, JSON on standard error, with nothing personal in it."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from time import perf_counter

import structlog
from structlog.typing import EventDict

from services.chassis.errors import Refusal
from services.chassis.withheld import withhold

log = structlog.get_logger("dangwu")


def configure(level: str = "info") -> None:
    """Sets up structlog: JSON lines, UTC times, no locals in tracebacks."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(_where),
            _without_numbers,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def _without_numbers(_logger: object, _method: str, line: EventDict) -> EventDict:
    """What a caller has sent may stand in a line; a number of a person never."""
    return {k: withhold(value) if isinstance(value, str) else value for k, value in line.items()}


def _where(exc_info: object) -> str:
    """The places an exception passed and its type, never its text: that may be personal."""
    if not isinstance(exc_info, tuple) or exc_info[1] is None:
        return ""
    error, places = exc_info[1], []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        places.append(
            f"{code.co_filename.rpartition('services')[2]}:{step.tb_lineno} {code.co_name}"
        )
        step = step.tb_next
    cause = error.__cause__ or error.__context__
    behind = f" <- {type(cause).__name__}" if cause else ""
    return f"{type(error).__name__}{behind} at " + " > ".join(places[-12:])


@contextmanager
def one_line(line: dict[str, object]) -> Iterator[None]:
    """Leaves exactly one line in the log, however the call ends; a failure gets a number."""
    started = perf_counter()
    try:
        yield
        line.setdefault("outcome", "OK")
    except Refusal as refusal:
        line |= {"outcome": refusal.reason, **refusal.details}
        if refusal.faults:
            line["fields"] = [fault.field for fault in refusal.faults]
        raise
    except Exception:
        line |= {"outcome": "INCIDENT", "incident": token_hex(4), "exc_info": True}
        raise
    finally:
        line["ms"] = round(1000 * (perf_counter() - started), 1)
        if line["outcome"] == "INCIDENT":
            log.error("call", **line)
        else:
            log.info("call", **line)
