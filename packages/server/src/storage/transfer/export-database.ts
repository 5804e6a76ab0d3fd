/** Writes all of a database, of one moment, as lines (export-format.ts). A server may go on writing meanwhile. */
import { sql } from 'kysely'
import type { Transactions, Tx } from '../storage.ts'
import { formatVersion, type Summary, schemaName } from './export-format.ts'
import { isOwnFact, type TableName, tableKeys, tableNames } from './tables.ts'

type Row = Record<string, string | number | null>

/** Rows read at once; bodies may have megabytes each. */
const pageSize = 500
const pageSizeOfTexts = 20
const tablesOfTexts: readonly TableName[] = ['version_bodies', 'kept_texts', 'idempotency_keys']

/** `write` takes a line and resolves when there is room for the next one. */
export function exportDatabase(
  storage: Transactions,
  write: (line: string) => Promise<void>,
): Promise<Summary> {
  const put = (value: unknown) => write(JSON.stringify(value))
  return storage.read(async (tx) => {
    await put({ copydesk: 'export', version: formatVersion, schema: schemaName })
    const summary: Summary = { counts: {}, heads: 0 }
    for (const table of tableNames) {
      let columns: string[] | undefined
      for await (const row of rowsOf(tx, table)) {
        if (!columns) {
          columns = Object.keys(row)
          await put({ table, columns })
        }
        await put(columns.map((column) => row[column]))
        summary.counts[table] = (summary.counts[table] ?? 0) + 1
        if (table === 'channels') summary.heads += Number(row.head)
      }
    }
    await put(summary)
    return summary
  })
}

async function* rowsOf(tx: Tx, table: TableName): AsyncGenerator<Row> {
  const keys: readonly string[] = tableKeys[table]
  const refs = sql.join(keys.map((key) => sql.ref(key)))
  const size = tablesOfTexts.includes(table) ? pageSizeOfTexts : pageSize
  for (let last: Row | undefined; ; ) {
    const after = last && sql`where (${refs}) > (${sql.join(keys.map((key) => last?.[key]))})`
    const { rows } = await sql<Row>`select * from ${sql.table(table)} ${after ?? sql``}
      order by ${refs} limit ${sql.lit(size)}`.execute(tx)
    for (const row of rows) if (table !== 'meta' || !isOwnFact(String(row.key))) yield row
    if (rows.length < size) return
    last = rows.at(-1)
  }
}
