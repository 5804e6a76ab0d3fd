/**
 * How the database finds the rows of a command's statements: a test runs the command in a transaction of this, and gets
 * the plan of each statement that it ran. What is right for a few rows is not chosen: a plan by an index is, if there is
 * one, so that a plan says what happens to a table of millions.
 */
import {
  CompiledQuery,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  sql,
  type UnknownRow,
} from 'kysely'
import type { Storage, Tx } from '../src/storage/storage.ts'

/** The plans of the statements about this table that `work` runs, in its order. What it wrote is written. */
export function plansOf(
  storage: Storage,
  table: string,
  work: (tx: Tx) => Promise<unknown>,
): Promise<string[]> {
  const isPostgres = storage.database === 'postgres'
  return storage.write(async (tx) => {
    for (const way of isPostgres ? ['seqscan', 'bitmapscan', 'sort'] : []) {
      await sql`set local ${sql.raw(`enable_${way}`)} = off`.execute(tx)
    }
    const statements = new StatementNotes()
    await work(tx.withPlugin(statements))
    const plans: string[] = []
    for (const node of statements.noted) {
      const query = tx.getExecutor().compileQuery(node, { queryId: 'plan' })
      if (!query.sql.includes(`"${table}"`) || /^insert/.test(query.sql)) continue
      const explain = `explain ${isPostgres ? '' : 'query plan '}${query.sql}`
      const { rows } = await tx.executeQuery(CompiledQuery.raw(explain, [...query.parameters]))
      plans.push(`${query.sql}\n${rows.map((row) => JSON.stringify(row)).join('\n')}`)
    }
    return plans
  })
}

class StatementNotes implements KyselyPlugin {
  readonly noted: RootOperationNode[] = []

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    this.noted.push(node)
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result
  }
}
