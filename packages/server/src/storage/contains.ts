/** Search by a part of a text, capitals or not, as both databases do it. */
import { type RawBuilder, sql } from 'kysely'

/** Whether a column, or a text, contains what was typed; what LIKE takes for wildcards is meant as it is written. */
export function contains(text: string | RawBuilder<unknown>, typed: string): RawBuilder<boolean> {
  const searched = typeof text === 'string' ? sql.ref(text) : text
  return sql<boolean>`fold_case(${searched}) like ${`%${escaped(typed)}%`} escape '\\'`
}

/** For ordering: 0 where the column begins with it, 1 elsewhere. */
export function beginsWithFirst(column: string, typed: string): RawBuilder<number> {
  const begins = sql`fold_case(${sql.ref(column)}) like ${`${escaped(typed)}%`} escape '\\'`
  return sql<number>`case when ${begins} then 0 else 1 end`
}

function escaped(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
}
