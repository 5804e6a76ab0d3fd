/**
 * Fills an empty database from the lines of an export, in one transaction: all of it is there, or nothing. Offsets and
 * epochs are those of the export, so that clients go on where they were.
 */
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Transactions, Tx } from '../storage.ts'
import { StorageRefusedError } from '../storage-refused-error.ts'
import {
  firstLine,
  formatVersion,
  lastLine,
  rowLine,
  type Summary,
  schemaName,
  tableLine,
} from './export-format.ts'
import { isOwnFact, type TableName, tableNames } from './tables.ts'

type Row = Record<string, string | number | null>

/** Written at once: below every limit of bound parameters, and not too many megabytes of text. */
const maxCells = 6000
const maxCharacters = 1_000_000

/** `open` gives the lines from the first one on; again, should the transaction have to begin again. */
export function importDatabase(storage: Transactions, open: () => AsyncIterable<string>): Promise<Summary> {
  return storage.write(async (tx) => {
    await requireEmpty(tx)
    let last: Summary | undefined
    let isFirst = true
    let batch: Batch | undefined
    let number = 0
    for await (const line of open()) {
      number += 1
      const value = parse(line, number)
      if (isFirst) {
        requireReadable(value)
        isFirst = false
      } else if (last) {
        throw refused(`line ${number} comes after the last one`)
      } else if (Array.isArray(value)) {
        if (!batch) throw refused(`line ${number} is a row of no table`)
        await batch.add(checked(rowLine, value, number))
      } else {
        await batch?.flush()
        const next = tableLine.safeParse(value)
        if (next.success) batch = new Batch(tx, next.data.table, next.data.columns, number)
        else last = checked(lastLine, value, number)
      }
    }
    if (!last) throw refused('its end is missing: it was cut off')
    await requireSame(last, await summarize(tx))
    return last
  })
}

/** Rows of one table on their way in. */
class Batch {
  readonly #tx: Tx
  readonly #table: TableName
  readonly #columns: readonly string[]
  #rows: Row[] = []
  #characters = 0

  constructor(tx: Tx, table: string, columns: readonly string[], line: number) {
    const known = tableNames.find((name) => name === table)
    if (!known) throw refused(`line ${line} names the table ${table}, which this version does not have`)
    this.#tx = tx
    this.#table = known
    this.#columns = columns
  }

  async add(cells: z.infer<typeof rowLine>): Promise<void> {
    if (cells.length !== this.#columns.length)
      throw refused(`a row of ${this.#table} has another length than its columns`)
    const row: Row = Object.fromEntries(this.#columns.map((column, index) => [column, cells[index] ?? null]))
    if (this.#table === 'meta' && isOwnFact(String(row.key))) return
    this.#rows.push(row)
    for (const cell of cells) this.#characters += typeof cell === 'string' ? cell.length : 0
    const isFull = this.#rows.length * this.#columns.length >= maxCells || this.#characters >= maxCharacters
    if (isFull) await this.flush()
  }

  async flush(): Promise<void> {
    if (this.#rows.length === 0) return
    const rows = this.#rows
    this.#rows = []
    this.#characters = 0
    if (this.#table === 'meta') await this.#replaceFacts(rows)
    else
      await this.#tx
        .insertInto(this.#table)
        .values(rows as never)
        .execute()
  }

  /** The empty database has an epoch already. */
  async #replaceFacts(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      const [key, value] = [String(row.key), String(row.value)]
      await this.#tx
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    }
  }
}

async function requireEmpty(tx: Tx): Promise<void> {
  for (const table of tableNames) {
    if (table === 'meta') continue
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx)
    if (rows.length === 0) continue
    throw new StorageRefusedError(
      `The database is not empty: it has rows in ${table}. Nothing was changed. Import into a new one.`,
    )
  }
}

function requireReadable(value: unknown): void {
  const { data } = firstLine.safeParse(value)
  if (!data) throw refused('it is no export of Copydesk')
  if (data.version !== formatVersion || data.schema !== schemaName) {
    throw refused(
      `it has the schema ${data.schema} and this version ${schemaName}: export with the version that imports`,
    )
  }
}

/** What is there now, as the export counted it. */
async function summarize(tx: Tx): Promise<Summary> {
  const summary: Summary = { counts: {}, heads: 0 }
  for (const table of tableNames) {
    if (table === 'meta') {
      const facts = await tx.selectFrom('meta').select('key').execute()
      summary.counts[table] = facts.filter(({ key }) => !isOwnFact(key)).length
      continue
    }
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
      tx,
    )
    const count = rows[0]?.count ?? 0
    if (count > 0) summary.counts[table] = count
  }
  const heads = await tx
    .selectFrom('channels')
    .select(({ fn }) => fn.sum<number>('head').as('heads'))
    .executeTakeFirst()
  summary.heads = heads?.heads ?? 0
  return summary
}

function requireSame(told: Summary, found: Summary): void {
  for (const table of tableNames) {
    const [one = 0, other = 0] = [told.counts[table], found.counts[table]]
    if (one !== other) throw refused(`it says ${one} rows of ${table}, and ${other} came in`)
  }
  if (told.heads !== found.heads) throw refused('the offsets of its channels are others')
}

function parse(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw refused(`line ${number} is not JSON`)
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, number: number): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw refused(`line ${number} is neither a table, a row nor the end`)
  return result.data
}

function refused(reason: string): StorageRefusedError {
  return new StorageRefusedError(`The file cannot be imported: ${reason}. Nothing was changed.`)
}
