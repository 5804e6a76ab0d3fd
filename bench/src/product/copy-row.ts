/** Fills a table by one statement: copies of a row that the product itself made, thousands of them in a second. */
import type { ProductDatabase } from '../databases/database.ts'

/** The number of a copy, from 1 on, in the SQL of `own`. */
export const number = 'number.value'

const digitsOf = (value: string) => `substr(cast(1000000000000 + ${value} as text), 2)`

/** Twelve digits of that number, with which an id ends. */
export const digits = digitsOf(number)

/** The id of a copy: the original's, but for its last digits. */
export const idOfCopy = (original: string, value = number) =>
  `substr(${original}, 1, 24) || ${digitsOf(value)}`

/** Which row is copied, how often, and what its copies have of their own: SQL by column. */
export interface Copying {
  table: string
  where: { column: string; is: unknown }
  count: number
  own: Readonly<Record<string, string>>
}

export async function copyRow(database: ProductDatabase, copying: Copying): Promise<void> {
  const { table, where, count, own } = copying
  if (count < 1) return
  const original = await database.all(`select * from ${table} where ${where.column} = $1`, [where.is])
  const [row] = original
  if (row === undefined || original.length > 1) {
    throw new Error(`${original.length} rows of ${table} have this ${where.column}`)
  }
  const columns = Object.keys(row)
  await database.all(
    `with recursive number(value) as (select 1 union all select value + 1 from number where value < ${count})
     insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')})
     select ${columns.map((name) => own[name] ?? `"${name}"`).join(', ')} from ${table}, number
     where ${where.column} = $1`,
    [where.is],
  )
}
