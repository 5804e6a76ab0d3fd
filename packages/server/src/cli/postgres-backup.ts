/** What operators are told who ask for a backup of PostgreSQL: its own tools, with the address that Copydesk has. */

export const postgresBackup = `The database is PostgreSQL's, which has a tool of its own for this, also while servers run:

  pg_dump --format=custom --file=copydesk.dump "$COPYDESK_DATABASE_URL"`

export const postgresRestore = `The database is PostgreSQL's, which has a tool of its own for this. Make an empty database, name it in
COPYDESK_DATABASE_URL, fill it, and start the servers with that address; the old one stays as it is:

  pg_restore --no-owner --exit-on-error --dbname="$COPYDESK_DATABASE_URL" copydesk.dump`
