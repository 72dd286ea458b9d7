"""Migrations make exactly the tables the code reads, and a server asks for them before serving."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from services import roster
from services.chassis import migrate
from services.chassis.database import Database
from services.chassis.host import Host, Place
from services.chassis.keys import Keyring
from tests.databases import Databases
from tests.worlds import World


@pytest.mark.parametrize("name", roster.NAMES)
def test_migrations_make_the_tables_the_code_reads(name: str, world: World) -> None:
    (service,) = roster.load(name)
    engine = Database(world.url.format(service=name)).engine
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, service.metadata) == []
    engine.dispose()


@pytest.mark.parametrize("name", roster.NAMES)
def test_the_server_expects_what_alembic_makes(name: str, world: World) -> None:
    """It reads both revisions without Alembic, which takes long to import."""
    config = Config()
    config.set_main_option("script_location", str(migrate.CHASSIS / "migrations"))
    folder = migrate.SERVICES / name / "migrations" / "versions"
    config.set_main_option("version_locations", str(folder))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.newest(name)]
    engine = Database(world.url.format(service=name)).engine
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    assert found == migrate.current(engine) == migrate.newest(name)
    engine.dispose()


@pytest.mark.parametrize("name", roster.NAMES)
def test_bringing_a_current_database_forward_changes_nothing(name: str, world: World) -> None:
    database = Database(world.url.format(service=name))
    before = _rows(database.engine)
    migrate.upgrade(database.engine, name)
    assert _rows(database.engine) == before
    database.close()


def test_a_database_on_another_revision_is_not_served(world: World) -> None:
    database = Database(world.url.format(service="rules"))
    with database.writing() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
        session.commit()
    database.close()
    with pytest.raises(migrate.SchemaNotCurrent, match="python -m services migrate"):
        Host(roster.load("rules"), Place(world.url, world.keyring))


def test_an_empty_database_is_not_served(tmp_path: Path, databases: Databases, keys: Path) -> None:
    place = Place(f"sqlite:///{tmp_path}/{{service}}.db", Keyring.load(keys))
    with pytest.raises(migrate.SchemaNotCurrent):
        Host(roster.load("audit"), place)


def _rows(engine: sa.Engine) -> dict[str, int]:
    metadata = sa.MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
