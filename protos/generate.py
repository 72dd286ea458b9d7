"""Turns the protos into stubs, and into one image for buf: `make protos`, and every package build.

Stubs land beside their .proto and are never committed. The .proto of protovalidate is not in its
package, its descriptor is: protoc reads that, and registers the same one as `buf.validate`, so
that what was compiled is what is checked when the program runs.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from google.rpc import status_pb2
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from protovalidate import ViolationPb

PROTOS = Path(__file__).resolve().parent


def generate() -> None:
    """Compile all protos, replace only what changed, and drop the stubs of departed protos."""
    with TemporaryDirectory(prefix=".protoc-", dir=PROTOS) as scratch:
        made = Path(scratch)
        _compile(made)
        fresh = {path.relative_to(made) for path in made.rglob("*_pb2*.py*")}
        stale = {path.relative_to(PROTOS) for path in PROTOS.glob("[!.]*/**/*_pb2*.py")}
        stale |= {path.relative_to(PROTOS) for path in PROTOS.glob("[!.]*/**/*_pb2*.pyi")}
        for stub in fresh | {Path("dangwu.binpb")}:
            _replace(made / stub, PROTOS / stub)
        for stub in stale - fresh:
            (PROTOS / stub).unlink(missing_ok=True)


def _compile(made: Path) -> None:
    protos = sorted(str(path.relative_to(PROTOS)) for path in PROTOS.glob("dangwu/**/*.proto"))
    validate = FileDescriptorProto.FromString(ViolationPb.desc().file.proto.to_binary())
    known = made / "validate.binpb"
    known.write_bytes(FileDescriptorSet(file=[validate]).SerializeToString())
    scripts = sysconfig.get_path("scripts") + os.pathsep + os.environ.get("PATH", "")
    plugin = shutil.which("protoc-gen-mypy_grpc", path=scripts)
    protoc = [sys.executable, "-m", "grpc_tools.protoc", "--fatal_warnings", f"-I{PROTOS}"]
    protoc += [f"-I{Path(status_pb2.__file__).parents[2]}", f"--descriptor_set_in={known}"]
    messages = [f"--python_out={made}", f"--pyi_out={made}"]
    services = [f"--grpc_python_out={made}", f"--mypy_grpc_out=quiet:{made}"]
    services += [f"--plugin=protoc-gen-mypy_grpc={plugin}"]
    image = [f"--descriptor_set_out={made / 'dangwu.binpb'}"]
    image += ["--include_imports", "--include_source_info"]
    for work in [*messages, *services, *image, *protos], [*messages, validate.name]:
        if subprocess.run([*protoc, *work], check=False).returncode:
            raise SystemExit("protoc refused the protos: see above")


def _replace(new: Path, old: Path) -> None:
    if not old.exists() or old.read_bytes() != new.read_bytes():
        old.parent.mkdir(parents=True, exist_ok=True)
        new.replace(old)


class Stubs(BuildHookInterface[Any]):
    """The same before a package is built, which then takes the stubs along as artifacts."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        generate()


if __name__ == "__main__":
    generate()
