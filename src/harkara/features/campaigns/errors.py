"""Everything an upload or a campaign can be refused for. Each has a stable code, what happened, and the mend."""

from __future__ import annotations

from harkara.kit.errors import AppError, ConflictError, InvalidInputError, NotFoundError

EXPECTED_HEADER = "Phone,{{Media}},{{1}},{{2}} ({{Media}} only for templates with media; as many numbers as variables)"


class MalformedUploadError(AppError):
    """The request body is not a whole multipart form of the kind expected."""

    code = "malformed_upload"
    status = 400
    title = "The upload could not be read"
    mend = "Send multipart/form-data with one part named `file` and the text fields of the API description."


class FileTooLargeError(AppError):
    """The file passed the size limit; nothing beyond that was read."""

    code = "file_too_large"
    status = 413
    title = "The file is too large"
    mend = "Split the file into several campaigns."


class UploadStalledError(AppError):
    """The sender fell silent in the middle; the connection is not held open for it."""

    code = "upload_stalled"
    status = 408
    title = "The upload stood still"
    mend = "Send it again."
    headers = {"Connection": "close"}


class TooManyRowsError(AppError):
    """The file passed the limit of rows; nothing beyond that was read."""

    code = "too_many_rows"
    status = 413
    title = "The file has too many rows"
    mend = "Split the file into several campaigns."


class NotACsvError(InvalidInputError):
    """The file is something else than a CSV text in UTF-8."""

    code = "not_a_csv"
    title = "The file is not a CSV in UTF-8"
    mend = "Open it in a spreadsheet program and save it as 'CSV UTF-8 (comma delimited)'."


class UnclosedQuoteError(InvalidInputError):
    """A quote was opened and swallows the rest of the file."""

    code = "unclosed_quote"
    title = "A double quote is never closed"
    mend = 'Close the quote, or write "" for a double quote inside a quoted value.'


class BadHeaderError(InvalidInputError):
    """The first row does not name the columns as agreed."""

    code = "bad_header"
    title = "The header row is not as expected"
    mend = f"Make the first row {EXPECTED_HEADER}."


class NoRowsError(InvalidInputError):
    """The file holds no recipients at all."""

    code = "no_rows"
    title = "The file has no recipients"
    mend = f"Put a header row ({EXPECTED_HEADER}) first and one recipient in each row below it."


class NoValidRowsError(InvalidInputError):
    """The file holds recipients, but none that a message could be sent to."""

    code = "no_valid_rows"
    title = "No row of the file can be sent to"
    mend = "Correct the rows and upload the file again; the dry run shows the reasons."


class NotEnoughColumnsError(InvalidInputError):
    """A selected template needs more variables than the file has columns for."""

    code = "not_enough_columns"
    title = "The file has too few columns for a template"


class MediaColumnMissingError(InvalidInputError):
    """A selected template has a media header, and the file has no {{Media}} column."""

    code = "media_column_missing"
    title = "The {{Media}} column is missing"
    mend = "Add a column {{Media}} after Phone with the public address (https://…) of each recipient's file."


class TemplateNotSendableError(InvalidInputError):
    """A selected template may not be sent."""

    code = "template_not_sendable"
    title = "A template cannot be sent"
    mend = "Choose another template, or sync the templates if Meta has changed it meanwhile."


class TemplateOfAnotherAccountError(InvalidInputError):
    """A selected template belongs to another WhatsApp Business Account than the number."""

    code = "template_of_another_account"
    title = "A template does not belong to this number"
    mend = "Choose templates of the number's own WhatsApp Business Account."


class DuplicateTemplateError(InvalidInputError):
    """A template is selected twice; the distribution would be ambiguous."""

    code = "duplicate_template"
    title = "A template is selected more than once"
    mend = "Name each template once."


class UnknownTemplateError(NotFoundError):
    """There is no template with this id."""

    code = "unknown_template"
    title = "There is no such template"
    mend = "Take the ids from the list of templates."


class UnknownNumberError(NotFoundError):
    """There is no WhatsApp number with this id, or it was deleted."""

    code = "unknown_number"
    title = "There is no such WhatsApp number"
    mend = "Take the id from the list of numbers, or connect the number first."


class AmbiguousNameError(InvalidInputError):
    """A name stands for more than one thing."""

    code = "ambiguous_name"
    title = "The name is not unique"
    mend = "Give the id, or name:language for a template."


class NumberInactiveError(ConflictError):
    """The number cannot send at present."""

    code = "number_inactive"
    title = "The WhatsApp number is not active"
    mend = "Update its access token: add the number again with a new one."


class ScheduleInPastError(InvalidInputError):
    """A campaign cannot start at a time that has passed."""

    code = "schedule_in_past"
    title = "The scheduled time has passed"
    mend = "Choose a later time, or leave it out to start now."


class CampaignNotFoundError(NotFoundError):
    """There is no campaign with this id."""

    code = "unknown_campaign"
    title = "There is no such campaign"
    mend = "Take the id from the list of campaigns."


class ContactNotFoundError(NotFoundError):
    """The campaign has no such recipient."""

    code = "unknown_contact"
    title = "There is no such contact in this campaign"
    mend = "Take the id from the campaign's list of contacts."


class CampaignStateError(ConflictError):
    """The campaign is in a state in which this cannot be done."""

    code = "campaign_state"
    title = "Not possible in the campaign's present state"
