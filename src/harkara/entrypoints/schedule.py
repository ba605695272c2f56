"""Every timed job in one table; procrastinate makes sure that each runs once in the whole fleet."""

from __future__ import annotations

import procrastinate

from harkara.core.contacts import tasks as contacts
from harkara.core.messages import tasks as messages
from harkara.core.notifications import tasks as notifications
from harkara.core.numbers import tasks as numbers
from harkara.core.sender import tasks as sender
from harkara.core.templates import tasks as templates
from harkara.embedded.auth import tasks as auth
from harkara.entrypoints import retention
from harkara.features.campaigns import tasks as campaigns
from harkara.features.privacy import tasks as privacy
from harkara.features.replies import tasks as replies

SCHEDULE = (
    # minute hour day month weekday [second], in UTC
    ("* * * * * */10", sender.recover, "give back messages nobody settled"),
    ("* * * * * */10", replies.pick_up, "answer customers whose reply was lost with its worker"),
    ("* * * * * */5", campaigns.tend, "move every line on that has stalled"),
    ("* * * * *", campaigns.start_due, "start scheduled campaigns"),
    ("* * * * *", messages.give_up_parked, "stop looking for messages that are not ours"),
    ("7 * * * *", numbers.refresh_all, "read quality, limits and throughput of all numbers from Meta"),
    ("30 3 * * *", numbers.warn_of_expiring_tokens, "warn of access tokens that expire; 9:00 in India"),
    ("0 */3 * * *", templates.sync_all, "fetch all templates from Meta"),
    ("*/10 * * * *", privacy.sweep_left, "finish erasures whose clean-up ended with its worker"),
    ("30 21 * * *", retention.clean_up, "delete what was kept long enough; 03:00 in India, when nobody is written to"),
    ("37 * * * *", retention.catch_up, "delete what the night had no time for, e.g. after days of standstill"),
)


def register(app: procrastinate.App) -> None:
    """Add every module's jobs to the app, then the timed ones to its clock."""
    add_jobs(app)
    for cron, task, _why in SCHEDULE:
        app.periodic(cron=cron)(task)


def add_jobs(app: procrastinate.App) -> None:
    """Add every module's jobs under their full names; once per process, because it renames them."""
    app.add_tasks_from(auth.tasks, namespace="auth")
    app.add_tasks_from(notifications.tasks, namespace="notifications")
    app.add_tasks_from(messages.tasks, namespace="messages")
    app.add_tasks_from(contacts.tasks, namespace="contacts")
    app.add_tasks_from(numbers.tasks, namespace="numbers")
    app.add_tasks_from(sender.tasks, namespace="sender")
    app.add_tasks_from(templates.tasks, namespace="templates")
    app.add_tasks_from(campaigns.tasks, namespace="campaigns")
    app.add_tasks_from(replies.tasks, namespace="replies")
    app.add_tasks_from(privacy.tasks, namespace="privacy")
    app.add_tasks_from(retention.tasks, namespace="retention")
