"""Why an installation cannot be backed up, restored or moved. Nothing was changed whenever one of these is raised."""

from __future__ import annotations

from harkara.kit.errors import ConflictError, InvalidInputError, UnavailableError


class NotEmbeddedError(ConflictError):
    """The database is the operator's own."""

    code = "database_not_embedded"
    title = "The database is not the embedded one"
    mend = "Back it up with its own server's means (pg_dump, Supabase's backups); leave DATABASE_URL out to work on the embedded database."


class DatabaseInUseError(ConflictError):
    """Somebody is connected who could change it meanwhile."""

    code = "database_in_use"
    title = "The database is in use"
    mend = "Stop the platform (Ctrl-C, or `pm2 stop harkara`) and all commands, then run this again."


class ArchiveExistsError(ConflictError):
    """There is a file of that name already."""

    code = "archive_exists"
    title = "The file exists already"
    mend = "Choose another name with --to; a backup never replaces a file."


class ArchiveDamagedError(InvalidInputError):
    """The file is not a backup, is not whole, or was changed."""

    code = "archive_damaged"
    title = "The backup cannot be used"
    mend = "Take another copy or an older backup: this one is incomplete, was changed, or is something else."


class ArchiveTooNewError(InvalidInputError):
    """A newer Harkara made it."""

    code = "archive_too_new"
    title = "The backup is of a newer version"
    mend = "Install that version of Harkara or a newer one, then restore."


class OtherKeyError(ConflictError):
    """Its secrets are sealed with a key that we do not have."""

    code = "archive_other_key"
    title = "The backup's secrets need another key"
    mend = (
        "Put the ENCRYPTION_KEY of that installation in (or its secrets.json into DATA_DIR); a backup made with --with-keys brings it. "
        "With --without-key it is restored unverified, and access tokens must be entered again."
    )


class WrongPassphraseError(InvalidInputError):
    """The passphrase does not open the keys."""

    code = "wrong_passphrase"
    title = "The passphrase is wrong"
    mend = "Enter the one that was chosen at `harkara backup --with-keys`."


class DatabaseToolError(UnavailableError):
    """PostgreSQL's own tool gave up."""

    code = "database_tool_failed"
    title = "PostgreSQL's own tool has failed"
    mend = "Check free space and rights of DATA_DIR; more is in its postgres/log."


class CampaignsActiveError(ConflictError):
    """Campaigns would go on here and there."""

    code = "campaigns_active"
    title = "Campaigns are running"
    mend = "Start the platform, stop them (dashboard, or `harkara campaign stop`), wait a minute, stop the platform and run this again."


class TargetNotEmptyError(ConflictError):
    """Somebody else's data, or another installation's, is there."""

    code = "target_not_empty"
    title = "The new database holds other data"
    mend = "Give an empty database, or remove what is there yourself: DROP SCHEMA harkara CASCADE."


class CountsDifferError(ConflictError):
    """Not everything arrived, or something arrived by another way."""

    code = "counts_differ"
    title = "Not every table arrived whole"
    mend = "See that nothing else works on the new database, empty it (DROP SCHEMA harkara, harkara_moving CASCADE) and run this again."


class NothingToMoveError(ConflictError):
    """The embedded database has no installation any more."""

    code = "nothing_to_move"
    title = "There is nothing to move"
    mend = "It was moved already if there is a file moved.env in DATA_DIR; otherwise check DATA_DIR."
