"""Why a request is not let in. Only a 401 makes the dashboard ask for a new sign-in."""

from __future__ import annotations

from harkara.kit.errors import AppError, UnavailableError


class NotSignedInError(AppError):
    """No token, or one that is not (any longer) valid."""

    code = "not_signed_in"
    status = 401
    title = "You are not signed in"
    mend = "Sign in, and send the access token as `Authorization: Bearer ...`."


class NotAdminError(AppError):
    """A valid token of somebody else: a signature proves who it is, not what they may do."""

    code = "not_admin"
    status = 403
    title = "Only the admin may do this"
    mend = "Sign in as the admin, set ADMIN_EMAIL to this e-mail, or give the user app_metadata.role = 'admin'."


class SigningKeysUnavailableError(UnavailableError):
    """The keys to check tokens with cannot be fetched; the token may well be good."""

    code = "signing_keys_unavailable"
    title = "Sign-in cannot be checked right now"
    mend = "Nothing needs to be done in the browser: try again in a moment. Check SUPABASE_URL and the network."
