"""Run by Alembic: applies the migrations on the connection that `polydesk.kernel.migrate` hands over."""

from alembic import context

from polydesk.migrations.comparison import OPTIONS

context.configure(connection=context.config.attributes["connection"], **OPTIONS)
with context.begin_transaction():
    context.run_migrations()
