/**
 * Watches every write transaction of a test, whatever command it is of, and fails it when it goes around the doors:
 *
 * - locks are taken in one order: projects, content items, people, channels; rows of a kind by id;
 * - before the first lock, a command reads addresses only: ids, which a door reads again where they may change;
 * - a row is written only under the lock of the aggregate that owns it, or when this transaction made that aggregate.
 *
 * Statements are seen as Kysely builds them; rows by triggers of SQLite, so that no statement hides one.
 */
import {
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type SelectQueryNode,
  sql,
  type UnknownRow,
} from 'kysely'
import { type Lockable, lockOrder } from '../src/storage/lock.ts'
import type { Tables } from '../src/storage/schema.ts'
import type { Storage, Tx } from '../src/storage/storage.ts'

type TableName = keyof Tables

/** On a text by itself likewise: it has an owner in its content. */
const ofComment = {
  kind: 'projects',
  id: '(select project_id from main.comments where id = $.comment_id)',
  only: '(select project_id from main.comments where id = $.comment_id) is not null',
} as const

/** Whose row it is, in SQL over a row of the table; `$` stands for `new` or `old`. `only`: of which rows it is asked. */
const owners: Partial<Record<TableName, { kind: Lockable; id: string; only?: string }>> = {
  projects: { kind: 'projects', id: '$.id' },
  project_members: { kind: 'projects', id: '$.project_id' },
  project_items: { kind: 'projects', id: '$.project_id' },
  removed_items: { kind: 'projects', id: '$.project_id' },
  tasks: { kind: 'projects', id: '$.project_id' },
  // On a text by itself: it has an owner in its content.
  comments: { kind: 'projects', id: '$.project_id', only: '$.project_id is not null' },
  earlier_words: ofComment,
  reactions: ofComment,
  mentions: ofComment,
  comment_counts: {
    kind: 'projects',
    id: `coalesce((select id from main.projects where id = $.subject_id),
      (select project_id from main.project_items where id = $.subject_id),
      (select project_id from main.removed_items where id = $.subject_id),
      (select project_id from main.comments where item_id = $.subject_id))`,
    // Of a text by itself likewise.
    only: "$.subject_id not like '%:%'",
  },
  activity: { kind: 'projects', id: '$.project_id' },
  // One without a project has an owner in its item.
  releases: { kind: 'projects', id: '$.project_id', only: '$.project_id is not null' },
  // Of a version by itself: it has an owner in its content.
  schedules: { kind: 'projects', id: '$.project_id', only: '$.project_id is not null' },
  release_items: { kind: 'content_items', id: '$.content_id' },
  content_items: { kind: 'content_items', id: '$.id' },
  versions: { kind: 'content_items', id: '$.content_id' },
  version_bodies: {
    kind: 'content_items',
    id: '(select content_id from main.versions where id = $.version_id)',
  },
  approval_rules: { kind: 'projects', id: '$.scope', only: "$.scope <> 'site'" },
  reviews: { kind: 'content_items', id: '$.content_id' },
  approvals: { kind: 'content_items', id: '$.content_id' },
  version_editors: {
    kind: 'content_items',
    id: '(select content_id from main.versions where id = $.version_id)',
  },
  kept_texts: {
    kind: 'content_items',
    id: '(select content_id from main.versions where id = $.version_id)',
  },
  version_references: {
    kind: 'content_items',
    id: '(select content_id from main.versions where id = $.version_id)',
  },
  notifications: { kind: 'people', id: '$.person_id' },
  inbox_entries: { kind: 'people', id: '$.person_id' },
  inbox_counts: { kind: 'people', id: '$.person_id' },
  subscriptions: { kind: 'people', id: '$.person_id' },
  preferences: { kind: 'people', id: '$.person_id' },
  mail_notices: { kind: 'people', id: '$.person_id' },
  mail_settings: { kind: 'people', id: '$.person_id' },
  mail_mutes: { kind: 'people', id: '$.person_id' },
  refused_addresses: { kind: 'people', id: '$.person_id' },
}

/** Tables that no project, content item or inbox owns. */
export const unowned: readonly TableName[] = [
  'traces',
  'trace_parts',
  'meta',
  'channels',
  'publications',
  'outbox',
  'failed_work',
  'work_locks',
  'idempotency_keys',
  'people',
  'sessions',
  'service_keys',
  'provider_accounts',
  'invitations',
  'groups',
  'group_members',
  'access_marks',
  'live_switches',
  'import_folders',
  'import_items',
  'import_texts',
  'import_runs',
  'import_changes',
  // Its status is written by whoever holds the lease of its delivery.
  'mails',
  'mail_previews',
]

export const owned = Object.keys(owners) as TableName[]

/** What a transaction did that it may not, in words. */
export class DoorError extends Error {
  override readonly name = 'DoorError'
}

/** The same storage, watched. */
export async function watchDoors(storage: Storage): Promise<Storage> {
  const hasTriggers = storage.database === 'sqlite'
  if (hasTriggers) await storage.write(createTriggers)
  return {
    database: storage.database,
    read: (work) => storage.read(work),
    write: (work) =>
      storage.write(async (tx) => {
        const watch = new TransactionWatch()
        if (hasTriggers) await sql`delete from temp.written`.execute(tx)
        const result = await work(tx.withPlugin(watch))
        if (hasTriggers) await requireOwned(tx, watch)
        watch.finish()
        return result
      }),
    sizes: () => storage.sizes(),
    close: () => storage.close(),
  }
}

async function createTriggers(tx: Tx): Promise<void> {
  await sql`create temp table if not exists written (kind text, id text, of_table text, is_new integer)`.execute(
    tx,
  )
  for (const [table, { kind, id, only = 'true' }] of Object.entries(owners)) {
    for (const [operation, row] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old'],
    ] as const) {
      const isNew = operation === 'insert' && table === kind ? 1 : 0
      await sql
        .raw(
          `create temp trigger if not exists written_${table}_${operation} after ${operation} on main.${table} when ${only.replaceAll('$', row)} begin
            insert into written values ('${kind}', ${id.replaceAll('$', row)}, '${table}', ${isNew}); end`,
        )
        .execute(tx)
    }
  }
}

async function requireOwned(tx: Tx, watch: TransactionWatch): Promise<void> {
  const { rows } = await sql<{ kind: Lockable; id: string | null; of_table: string; is_new: number }>`
    select distinct kind, id, of_table, is_new from temp.written`.execute(tx)
  const made = new Set(rows.flatMap(({ kind, id, is_new }) => (is_new ? [`${kind} ${id}`] : [])))
  const loose = rows.filter(({ kind, id }) => !made.has(`${kind} ${id}`) && !watch.holds(kind, id))
  const [first] = loose
  if (first) throw new DoorError(`writes ${first.of_table} without the lock of ${first.kind} ${first.id}`)
}

const channelsRank = lockOrder.length

/** What one transaction locked and read so far. */
class TransactionWatch implements KyselyPlugin {
  readonly #locked = new Map<Lockable, Set<string>>(lockOrder.map((table) => [table, new Set()]))
  readonly #locking = new WeakMap<object, Lockable>()
  #rank = 0
  #hasEntered = false
  #isFollowUp = false
  #earlyRead: string | undefined
  #hasWritten = false
  #fault: string | undefined

  holds(kind: Lockable, id: string | null): boolean {
    return id !== null && (this.#locked.get(kind)?.has(id) ?? false)
  }

  /** At the end: throws also for what was swallowed where a query was caught. */
  finish(): void {
    if (this.#fault !== undefined) throw new DoorError(this.#fault)
    if (this.#earlyRead !== undefined && this.#hasWritten) {
      throw new DoorError(`reads ${this.#earlyRead} before it locks anything`)
    }
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const tables = tablesOf(node)
    if (tables.includes('outbox') && node.kind !== 'InsertQueryNode') this.#isFollowUp = true
    if (node.kind === 'SelectQueryNode') {
      const [table] = tables
      if (isLocking(node)) {
        if (isLockable(table)) this.#locking.set(queryId, table)
      } else if (!this.#hasEntered && !this.#isFollowUp) {
        const read = tables.find((name) => name in owners)
        if (read && !isOfAddresses(node)) this.#earlyRead ??= read
      }
    } else {
      if (tables.includes('channels')) this.#rank = channelsRank
      if (tables.some((name) => name in owners)) {
        this.#hasEntered = true
        this.#hasWritten = true
      }
    }
    return node
  }

  async transformResult({ queryId, result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const table = this.#locking.get(queryId)
    if (table) {
      this.#hasEntered = true
      this.#lock(
        table,
        result.rows.map(({ id }) => String(id)),
      )
    }
    return result
  }

  #lock(table: Lockable, ids: readonly string[]): void {
    const locked = this.#locked.get(table) ?? new Set()
    const rank = lockOrder.indexOf(table)
    for (const id of ids) {
      if (locked.has(id)) continue
      if (rank < this.#rank) {
        this.#fail(`locks ${table} after ${lockOrder[this.#rank] ?? 'channels'}`)
      }
      if ([...locked].some((other) => other > id)) this.#fail(`locks ${table} out of the order of their ids`)
      locked.add(id)
      this.#rank = rank
    }
  }

  #fail(fault: string): never {
    this.#fault ??= fault
    throw new DoorError(fault)
  }
}

function isLockable(table: string | undefined): table is Lockable {
  return lockOrder.some((one) => one === table)
}

function isLocking({ endModifiers = [] }: SelectQueryNode): boolean {
  return endModifiers.some(({ modifier }) => modifier === 'ForNoKeyUpdate' || modifier === 'ForUpdate')
}

/** Selects columns that are ids, each by name. */
function isOfAddresses({ selections = [] }: SelectQueryNode): boolean {
  return selections.every(({ selection }) => {
    const named = selection.kind === 'AliasNode' ? selection.node : selection
    if (named.kind !== 'ReferenceNode') return false
    const { column } = named as unknown as { column: { kind: string; column?: { name: string } } }
    return column.kind === 'ColumnNode' && /(?:^|_)id$/.test(column.column?.name ?? '')
  })
}

/** The tables that a statement reads or writes itself, the one it is about first; those of subqueries are left out. */
function tablesOf(node: RootOperationNode): string[] {
  const about: readonly unknown[] =
    node.kind === 'SelectQueryNode'
      ? [...(node.from?.froms ?? []), ...(node.joins ?? []).map(({ table }) => table)]
      : node.kind === 'InsertQueryNode'
        ? [node.into]
        : node.kind === 'UpdateQueryNode'
          ? [node.table]
          : node.kind === 'DeleteQueryNode'
            ? node.from.froms
            : []
  return about.flatMap((one) => tableName(one) ?? [])
}

function tableName(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  if ('node' in node) return tableName(node.node)
  const { table } = node as { table?: { identifier?: { name?: string } } }
  return table?.identifier?.name
}
