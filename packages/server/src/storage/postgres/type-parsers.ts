/**
 * How values come out of PostgreSQL: bigint and numeric as numbers, as SQLite gives them (`pg` gives text, since they
 * may be larger than a number holds exactly; ours are instants, offsets, counts and sizes). Set per pool, not for all
 * users of `pg` in this process.
 */
import { types } from 'pg'

const { INT8, NUMERIC } = types.builtins

export const typeParsers: Pick<typeof types, 'getTypeParser'> = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === INT8 || type === NUMERIC ? Number : types.getTypeParser(type, format as 'text'),
}
