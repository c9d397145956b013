"""Takes a PostgreSQL database away from everybody, and gives it back."""

import psycopg


class Outage:
    """Refuses connections to one database and ends those that are there."""

    def __init__(self, url: str) -> None:
        self._name = psycopg.conninfo.conninfo_to_dict(url)["dbname"]
        self._server = psycopg.conninfo.make_conninfo(url, dbname="postgres")

    def begin(self) -> None:
        self._say(f'alter database "{self._name}" allow_connections false')
        self._say(
            f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{self._name}'"
        )

    def end(self) -> None:
        self._say(f'alter database "{self._name}" allow_connections true')

    def _say(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())
