/**
 * Queries are written once for both databases and lock rows where PostgreSQL needs it. SQLite has one writer, which
 * its transaction has locked already, so the row locks are left out of the SQL.
 */
import { type SelectModifierNode, type SelectQueryNode, SqliteQueryCompiler } from 'kysely'

const rowLocks: ReadonlySet<SelectModifierNode['modifier']> = new Set([
  'ForUpdate',
  'ForNoKeyUpdate',
  'ForShare',
  'ForKeyShare',
  'NoWait',
  'SkipLocked',
])

export class LocklessQueryCompiler extends SqliteQueryCompiler {
  protected override visitSelectQuery(node: SelectQueryNode): void {
    const endModifiers = node.endModifiers?.filter(({ modifier }) => !modifier || !rowLocks.has(modifier))
    super.visitSelectQuery(endModifiers ? { ...node, endModifiers } : node)
  }
}
