"""The staff command `dangwu`: what waits on me, sign, accept, ask why, check the books."""

import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command as the console does: settle language and encoding, then read the line."""
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # what goes wrong is told by us, in words
    given = list(sys.argv[1:] if arguments is None else arguments)
    from dangwu_client.staff import encoding, settings, words

    encoding.settle()
    try:
        words.settle(given)
    except settings.SettingsBroken as broken:
        sys.exit(f"设置文件无法读取 / The settings cannot be read: {broken}")
    from dangwu_client.staff.command import dangwu

    dangwu.main(args=given, prog_name="dangwu")
