/**
 * Runs every migration on a database of the version before it with rows in each of its tables, and sees that the
 * rows are still there. A new migration adds its rows here.
 */
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { describe, expect, it } from 'vitest'
import { migrateToLatest } from '../migrate.ts'
import type { Tables } from '../schema.ts'
import { InPlace } from '../sqlite/connection.ts'
import { EngineDialect } from '../sqlite/dialect.ts'
import { Engine } from '../sqlite/engine.ts'
import { migrations } from './index.ts'

const activityRow = {
  project_id: 'j1',
  number: 1,
  id: 'a1',
  kind: 'project.created',
  actor_id: 'p1',
  actor_kind: 'person',
  at: 5,
  facts: '{}',
}

/** One row for each table that a migration creates, in an order that foreign keys allow. */
const rowsOf: Record<string, Record<string, Record<string, string | number | null>>> = {
  '0001-journal': {
    meta: { key: 'epoch', value: 'e1' },
    channels: { name: 'projects', epoch: 'e1', head: 1, floor: 0, changed_at: 5 },
    publications: { channel: 'projects', offset: 1, data: '{}', at: 5 },
    outbox: { id: 'o1', topic: 'count', payload: '{}', created_at: 5, due_at: 5, attempts: 0 },
    idempotency_keys: {
      person_id: 'p1',
      key: 'k1',
      request_hash: 'h',
      status: 201,
      body: '{}',
      created_at: 5,
    },
  },
  '0002-people': {
    people: {
      id: 'p1',
      revision: 1,
      name: 'Anna',
      email: 'anna@example.org',
      role: 'editor',
      password_hash: null,
      created_at: 5,
    },
    sessions: { id: 's1', token_hash: 'h', person_id: 'p1', created_at: 5, expires_at: 9 },
  },
  '0003-content': {
    content_items: {
      id: 'c1',
      revision: 1,
      type: 'page',
      source: null,
      external_id: null,
      created_at: 5,
      updated_at: 5,
      updated_by_id: 'p1',
      updated_by_kind: 'person',
    },
    versions: {
      id: 'v1',
      revision: 1,
      content_id: 'c1',
      language: 'en',
      number: 1,
      status: 'draft',
      title: 'T',
      author_id: 'p1',
      author_kind: 'person',
      created_at: 5,
      updated_at: 5,
    },
    version_bodies: { version_id: 'v1', body: 'B' },
  },
  '0004-projects': {
    projects: {
      id: 'j1',
      revision: 1,
      name: 'N',
      description: '',
      color: 'blue',
      created_by_id: 'p1',
      created_by_kind: 'person',
      created_at: 5,
      updated_at: 5,
      published_at: null,
      deleted_at: null,
    },
    project_items: {
      id: 'i1',
      revision: 1,
      project_id: 'j1',
      content_id: 'c1',
      version_id: 'v1',
      assignee_id: 'p1',
      added_at: 5,
      updated_at: 5,
      updated_by_id: 'p1',
      updated_by_kind: 'person',
    },
  },
  '0005-comments': {
    comments: {
      id: 'm1',
      revision: 1,
      project_id: 'j1',
      item_id: 'i1',
      thread_id: 'm1',
      parent_id: null,
      author_id: 'p1',
      author_kind: 'person',
      body: 'Hello',
      created_at: 5,
      edited_at: null,
      deleted_at: null,
    },
  },
  '0006-notifications': {
    notifications: {
      id: 'n1',
      revision: 1,
      person_id: 'p1',
      event_id: 'e1',
      kind: 'comment.created',
      reason: 'mention',
      actor_id: 'p2',
      actor_kind: 'person',
      project_id: 'j1',
      project_name: 'N',
      item_id: null,
      item_title: null,
      comment_id: 'm1',
      excerpt: 'Hello',
      created_at: 5,
      seen_at: null,
      read_at: null,
    },
  },
  '0007-live-switches': {
    live_switches: {
      name: 'websocket',
      enabled: 0,
      changed_by_id: 'p1',
      changed_by_kind: 'person',
      changed_at: 5,
    },
  },
  // One more column of a table above.
  '0008-publication-info': {},
  '0009-kept-texts': {
    kept_texts: {
      id: 'k1',
      version_id: 'v1',
      title: 'T',
      body: 'B',
      author_id: 'p1',
      author_kind: 'person',
      kept_at: 5,
    },
  },
  '0010-channel-bytes': {},
  '0011-imports': {
    import_folders: { source: 'import:docs', path: '/docs', languages: '["sv"]', imported_at: 5 },
    import_items: { source: 'import:docs', external_id: 'about.md', content_id: 'c1' },
    import_texts: {
      content_id: 'c1',
      language: 'en',
      folder: '/docs',
      path: 'about.md',
      text_hash: 't',
      fields_hash: 'f',
      links_hash: 'l',
    },
  },
  '0012-due-dates': {},
  '0013-removed-items': {
    removed_items: {
      id: 'i9',
      revision: 3,
      project_id: 'j1',
      content_id: 'c1',
      version_id: 'v1',
      assignee_id: null,
      due_date: '2026-01-31',
      added_at: 5,
    },
  },
  '0014-publication-tags': {},
  '0015-rejections': {},
  '0016-text-changed-at': {},
  '0017-tidy-texts': {},
  '0018-comment-counts': { comment_counts: { subject_id: 's1', count: 1 } },
  '0019-base-versions': {},
  '0020-releases': {
    releases: {
      id: 'r1',
      revision: 1,
      project_id: 'j1',
      state: 'done',
      note: 'Spring prices',
      published_count: 1,
      taken_down_count: 0,
      started_by_id: 'p1',
      started_by_kind: 'person',
      started_at: 5,
      finished_at: 5,
    },
    release_items: {
      id: 'x1',
      release_id: 'r1',
      item_id: 'i1',
      content_id: 'c1',
      language: 'en',
      action: 'publish',
      version_id: 'v1',
      base_version_id: null,
      previous_version_id: null,
      replaced: 0,
    },
  },
  '0021-service-keys': {
    service_keys: {
      id: 'k1',
      revision: 1,
      name: 'Build',
      key_hash: 'h',
      prefix: 'cdk_abcdefgh',
      scopes: '["content.read"]',
      created_by_id: 'p1',
      created_by_kind: 'person',
      created_at: 5,
      expires_at: null,
      last_used_at: null,
      revoked_at: null,
    },
  },
  '0022-external-ids': {},
  '0023-kinds-of-work': {
    failed_work: {
      id: 'o2',
      topic: 'count',
      payload: '{}',
      key: 'k1',
      actor_id: 'p1',
      actor_kind: 'person',
      created_at: 5,
      failed_at: 6,
      attempts: 25,
      error: 'cannot',
    },
    work_locks: { name: 'count' },
  },
  '0024-item-actions': {},
  '0025-notification-order': {},
  '0026-provider-accounts': {
    provider_accounts: { issuer: 'https://id.example', subject: 'u1', person_id: 'p1', created_at: 5 },
  },
  '0027-inbox-indices': {},
  '0028-appends-without-index': {},
  '0029-releases-without-project': {},
  '0030-profiles': {},
  '0031-people-who-left': {},
  '0032-invitations': {
    invitations: {
      id: 'i1',
      revision: 1,
      token_hash: 'h',
      label: 'Olga',
      role: 'editor',
      created_by_id: 'p1',
      created_by_kind: 'person',
      created_at: 5,
      expires_at: 9,
      accepted_at: null,
      accepted_by_id: null,
      revoked_at: null,
    },
  },
  // Its table gets the editors of the versions that are there.
  '0033-text-revisions': {},
  '0034-notifications-without-project': {},
  '0035-references': {
    version_references: { version_id: 'v1', target_id: 'c9', kind: 'embed' },
  },
  '0036-groups': {
    groups: { id: 'g1', revision: 1, name: 'Legal', created_at: 5 },
    group_members: { group_id: 'g1', person_id: 'p1' },
  },
  '0037-tasks': {
    tasks: {
      id: 't1',
      revision: 1,
      project_id: 'j1',
      item_id: null,
      title: 'Legal has signed',
      blocks: 1,
      assignee_id: null,
      due_date: '2026-04-01',
      place: 1,
      done_by_id: null,
      done_by_kind: null,
      done_at: null,
      created_by_id: 'p1',
      created_by_kind: 'person',
      created_at: 5,
      updated_by_id: 'p1',
      updated_by_kind: 'person',
      updated_at: 5,
      deleted_at: null,
    },
  },
  '0038-archived-projects': {},
  '0039-schedules': {
    schedules: {
      id: 'sc1',
      revision: 1,
      project_id: 'j1',
      content_id: null,
      version_id: null,
      state: 'pending',
      wall_time: '2026-12-24T09:00:00',
      time_zone: 'Europe/Berlin',
      occurrence: null,
      due_at: 9,
      zone_edition: '2026c',
      note: '',
      scheduled_by_id: 'p1',
      scheduled_by_kind: 'person',
      created_at: 5,
      updated_at: 5,
      blocked_at: null,
      ended_at: null,
      failure_code: null,
      failure_detail: null,
    },
  },
  '0040-reverts': {},
  '0041-item-assignees': {},
  '0042-approvals': {
    approval_rules: {
      scope: 'site',
      revision: 1,
      steps: '[]',
      editors_may_approve: 0,
      changed_by_id: 'p1',
      changed_by_kind: 'person',
      changed_at: 5,
    },
    reviews: {
      subject_id: 'v1',
      content_id: 'c1',
      scope: 'site',
      steps: '[]',
      editors_may_approve: 0,
      step_count: 0,
      step: 1,
      given: 0,
      needed: 0,
      begun_at: 5,
      begun_by_id: 'p1',
      begun_by_kind: 'person',
      overruled_at: null,
      overruled_by_id: null,
      overruled_by_kind: null,
      overrule_reason: null,
    },
    approvals: {
      id: 'a1',
      subject_id: 'v1',
      content_id: 'c1',
      step: 1,
      person_id: 'p1',
      text_revision: 1,
      given_at: 5,
      ended_at: null,
      ended_because: null,
    },
  },
  '0043-activity': { activity: activityRow },
  '0044-items-in-review': {},
  '0045-private-projects': {
    project_members: {
      project_id: 'pr1',
      member_id: 'p1',
      member_kind: 'person',
      role: 'manager',
      added_by_id: 'p1',
      added_by_kind: 'person',
      added_at: 5,
      entered: 0,
    },
    access_marks: { person_id: 'p1', mark: 'm' },
  },
  '0046-version-statuses': {},
  '0047-withdrawn-notifications': {},
  '0048-notifications-by-sight': {},
  '0049-trash': {},
  '0050-trash-indices': {},
  '0051-subscriptions': {
    subscriptions: { person_id: 'p1', key: 'site', level: 'muted', revision: 1, changed_at: 5 },
  },
  '0052-comments-on-texts': {},
  '0053-comments-by-text': {},
  '0054-imports-undone': {
    import_runs: { id: 'ir1', source: 'import:docs', folder: '/docs', started_at: 5, undone_at: null },
    import_changes: {
      run_id: 'ir1',
      version_id: 'v1',
      content_id: 'c1',
      language: 'en',
      kind: 'edit',
      text_revision: 2,
      title: 'Before',
      body: '',
      fields: null,
      remembered: null,
    },
  },
  '0055-provider-groups': {},
  '0056-preferences': { preferences: { person_id: 'p1', type: 'releases', inbox: 0, revision: 1 } },
  '0057-passages': {},
  '0058-mails': {
    mails: {
      id: 'l1',
      person_id: 'p1',
      kind: 'prompt',
      thread_key: 'project:r1',
      status: 'sent',
      address: 'anna@test.example',
      title: 'Spring',
      note: '250 Taken',
      created_at: 1,
      begun_at: 2,
      settled_at: 3,
    },
    mail_notices: { notification_id: 'n1', person_id: 'p1', due_at: null, mail_id: 'l1' },
  },
  '0059-inbox-entries': {
    inbox_entries: {
      id: 'e1',
      revision: 1,
      person_id: 'p1',
      key: 'project:j1',
      place: 'j1',
      project_id: 'j1',
      content_id: null,
      version_id: null,
      offset: 7,
      latest_id: 'n1',
      size: 2,
      unread: 1,
      unseen: 0,
      mentions: 0,
      actors: '[]',
      archived_at: null,
      snoozed_until: null,
      withdrawn_at: null,
    },
  },
  '0060-inbox-entry-indices': {},
  '0061-no-withdrawn-notifications': {},
  '0062-reactions': {
    reactions: { comment_id: 'k1', actor_id: 'p1', emoji: '👍', actor_kind: 'person', created_at: 5 },
  },
  '0063-traces': {
    traces: {
      ...{ id: 't1', event_id: 'v1', subject_id: 'k1', kind: 'comment.created', at: 1 },
      ...{ actor_id: 'p1', actor_kind: 'person', project_id: 'j1', item_id: null, comment_id: 'k1' },
      ...{ content_id: null, version_id: null },
    },
    trace_parts: {
      ...{ id: 'u1', trace_id: 't1', told: 1, withheld: 0, at: 1 },
      decisions: '[["p1","mention","told"]]',
    },
  },
  '0064-earlier-words': {
    earlier_words: { id: 'w1', comment_id: 'k1', revision: 1, body: 'Words', written_at: 5 },
  },
  '0065-mail-settings': {
    mail_settings: {
      person_id: 'p1',
      revision: 2,
      wait_minutes: 5,
      digest: 'daily',
      digest_hour: 8,
      digest_weekday: 1,
      working_days: '12345',
      quiet_from: null,
      quiet_to: null,
    },
    mail_mutes: { person_id: 'p1', thread_key: 'project:r1', muted_at: 1 },
  },
  '0066-mail-notices-person': {},
  '0067-releases-by-person': {},
  '0068-mail-previews': { mail_previews: { mail_id: 'l1', subject: 'Spring', html: '<p>Spring</p>' } },
  '0069-resolved-threads': {},
  '0070-mentions': {
    mentions: {
      id: 'm1',
      comment_id: 'k1',
      person_id: 'p1',
      thread_id: 'k1',
      home_id: 'r1',
      state: 'open',
      created_at: 5,
      done_at: null,
    },
  },
  '0071-inbox-entries-by-content': {},
  '0072-refused-addresses': {
    refused_addresses: { person_id: 'p1', address: 'p1@test.example', note: '550 Who?', refused_at: 5 },
  },
  '0073-unread-from': {},
  '0074-seen-versions': {},
  '0075-looked-after-schedules': {},
  '0076-comment-numbers': {},
  '0077-comments-by-number': {},
  '0078-threads-by-resolution': {},
}

const names = Object.keys(migrations)

function openMemory() {
  const database = new DatabaseSync(':memory:')
  database.exec('pragma foreign_keys = on')
  const engine = new Engine(database, { role: 'writer', path: ':memory:', alsoPresent: [] })
  return { database, db: new Kysely<Tables>({ dialect: new EngineDialect(new InPlace(engine), 'writer') }) }
}

function insertRows(database: DatabaseSync, name: string): void {
  for (const [table, row] of Object.entries(rowsOf[name] ?? {})) {
    const columns = Object.keys(row).map((column) => `"${column}"`)
    database
      .prepare(`insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`)
      .run(...Object.values(row))
  }
}

/** Tables that migrations fill by themselves, with the row of this test among the others. */
const ownRow: Record<string, string> = {
  comment_counts: ` where subject_id = 's1'`,
  inbox_entries: ` where id = 'e1'`,
  outbox: ` where id = 'o1'`,
}

/** The rows of all tables of these migrations, columns that came later left out. */
function readRows(database: DatabaseSync, migrationNames: string[]): Record<string, object[]> {
  const tables = migrationNames.flatMap((name) => Object.entries(rowsOf[name] ?? {}))
  return Object.fromEntries(
    tables.map(([table, row]) => {
      const columns = Object.keys(row).map((column) => `"${column}"`)
      return [
        table,
        database
          .prepare(`select ${columns.join()} from ${table}${ownRow[table] ?? ''}`)
          .all()
          .map((found) => ({ ...found })),
      ]
    }),
  )
}

describe('migrations', () => {
  it('has rows for every table of every migration', () => {
    expect(Object.keys(rowsOf)).toEqual(names)
  })

  for (const [index, name] of names.entries()) {
    it(`${name} keeps the rows of the version before`, async () => {
      const { database, db } = openMemory()
      const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
      const before = names.slice(0, index)
      for (const earlier of before) {
        const { error } = await migrator.migrateTo(earlier)
        expect(error).toBeUndefined()
        insertRows(database, earlier)
      }
      const { error } = await migrator.migrateTo(name)
      expect(error).toBeUndefined()
      insertRows(database, name)
      const expected = Object.fromEntries(
        [...before, name].flatMap((each) =>
          Object.entries(rowsOf[each] ?? {}).map(([table, row]) => [table, [row]]),
        ),
      )
      expect(readRows(database, [...before, name])).toEqual(expected)
      await db.destroy()
    })
  }

  it('0010-channel-bytes counts what is kept already', async () => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    await migrator.migrateTo('0009-kept-texts')
    database.exec(
      `insert into channels (name, epoch, head, changed_at) values ('a', 'e', 2, 5), ('b', 'e', 1, 5)`,
    )
    database.exec(
      `insert into publications (channel, "offset", data, at) values ('a', 1, '"ü"', 5), ('a', 2, '1', 5)`,
    )
    await migrator.migrateTo('0010-channel-bytes')
    const rows = database.prepare('select name, bytes from channels order by name').all()
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { name: 'a', bytes: 5 },
      { name: 'b', bytes: 0 },
    ])
    await db.destroy()
  })

  it('0035-references reads the texts that are there already', async () => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    for (const name of names.slice(0, names.indexOf('0035-references'))) {
      await migrator.migrateTo(name)
      insertRows(database, name)
    }
    const id = '01890a5d-ac96-774b-bcce-b302099a8057'
    database.exec(`update version_bodies set body = '![](Content:${id})'`)
    await migrator.migrateTo('0035-references')
    const rows = database.prepare('select * from version_references').all()
    expect(rows.map((row) => ({ ...row }))).toEqual([{ version_id: 'v1', target_id: id, kind: 'embed' }])
    await db.destroy()
  })

  it('0025-notification-order counts what is open already', async () => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    for (const name of names.slice(0, names.indexOf('0025-notification-order'))) {
      await migrator.migrateTo(name)
      insertRows(database, name)
    }
    const [row] = database.prepare('select * from notifications').all()
    const columns = Object.keys(row ?? {}).filter(
      (column) => !['id', 'event_id', 'seen_at', 'read_at'].includes(column),
    )
    for (const [id, seen, read] of [
      ['n2', 5, 'null'],
      ['n3', 5, 6],
      ['n4', 'null', 'null'],
    ]) {
      database.exec(`insert into notifications (id, event_id, seen_at, read_at, ${columns.join()})
        select '${id}', '${id}', ${seen}, ${read}, ${columns.join()} from notifications where id = '${row?.id}'`)
    }
    database.exec(`update notifications set seen_at = 5, read_at = 5 where id = '${row?.id}'`)
    await migrator.migrateTo('0025-notification-order')
    const counts = database.prepare('select unread, unseen from inbox_counts').all()
    expect(counts.map((each) => ({ ...each }))).toEqual([{ unread: 2, unseen: 1 }])
    await db.destroy()
  })

  it('0059-inbox-entries makes an entry of each thread, and counts those', async () => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    for (const name of names.slice(0, names.indexOf('0059-inbox-entries'))) {
      await migrator.migrateTo(name)
      insertRows(database, name)
    }
    const { id: commentId, thread_id: threadId } = database.prepare('select * from comments').get() ?? {}
    const [row] = database.prepare('select * from notifications').all()
    database.exec('delete from notifications')
    const insert = (values: Record<string, string | number | null>) => {
      const all = { ...row, event_id: values.id, project_id: 'j1', content_id: null, ...values }
      const columns = Object.keys(all).map((column) => `"${column}"`)
      database
        .prepare(`insert into notifications (${columns}) values (${columns.map(() => '?')})`)
        .run(...(Object.values(all) as string[]))
    }
    const comment = { comment_id: String(commentId), item_id: null }
    const other = { comment_id: null, read_at: null, seen_at: null }
    insert({ ...comment, id: 'n1', offset: 4, reason: 'mention', read_at: 5, seen_at: 5 })
    insert({ ...comment, id: 'n2', offset: 0, reason: 'reply', read_at: null, seen_at: 5 })
    insert({ ...other, id: 'n3', offset: 9, reason: 'assigned', item_id: 'i1' })
    insert({ ...other, id: 'n4', offset: 9, reason: 'owner', item_id: null, withdrawn_at: 8 })
    const alone = { project_id: null, project_name: null, content_id: 'c1', version_id: 'v1' }
    insert({ ...other, ...alone, id: 'n5', offset: 3, reason: 'author', item_id: null })
    await migrator.migrateTo('0059-inbox-entries')
    const entries = database
      .prepare(
        `select key, place, latest_id, "offset", size, unread, unseen, mentions, withdrawn_at,
          (select group_concat(id) from notifications where entry_id = inbox_entries.id order by id) as held
        from inbox_entries order by latest_id`,
      )
      .all()
    expect(entries.map((each) => Object.values(each))).toEqual([
      [`thread:${threadId}`, 'j1', 'n1', 4, 2, 1, 0, 1, null, 'n1,n2'],
      ['item:i1', 'j1', 'n3', 9, 1, 1, 1, 0, null, 'n3'],
      ['project:j1', 'j1', 'n4', 9, 1, 1, 1, 0, 8, 'n4'],
      ['content:c1', 'v1', 'n5', 3, 1, 1, 1, 0, null, 'n5'],
    ])
    const counts = database.prepare('select unread, unseen from inbox_counts').all()
    expect(counts.map((each) => ({ ...each }))).toEqual([{ unread: 3, unseen: 2 }])
    await db.destroy()
  })

  it.each([
    ['in Tokyo', '2026-03-29T14:59:59.999Z'],
    ['in Stockholm', '2026-03-29T21:59:59.999Z'],
    ['in Auckland, in summer', '2026-03-29T10:59:59.999Z'],
    ['in Los Angeles', '2026-03-30T06:59:59.999Z'],
    ['in Honolulu', '2026-03-30T09:59:59.999Z'],
    ['by a program, at midnight UTC', '2026-03-29T00:00:00.000Z'],
    ['by a program, at noon UTC', '2026-03-29T12:00:00.000Z'],
  ])('0012-due-dates finds the day that was chosen %s, and every client loads anew', async (_, instant) => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    for (const name of names.slice(0, names.indexOf('0012-due-dates'))) {
      await migrator.migrateTo(name)
      insertRows(database, name)
    }
    database.exec(`update project_items set due_at = ${Date.parse(instant)}`)
    await migrator.migrateTo('0012-due-dates')
    expect({ ...database.prepare('select due_date from project_items').get() }).toEqual({
      due_date: '2026-03-29',
    })
    const { epoch } = { ...database.prepare('select epoch from channels').get() }
    expect(epoch).not.toBe('e1')
    expect({ ...database.prepare(`select value from meta where key = 'epoch'`).get() }).toEqual({
      value: epoch,
    })
    await db.destroy()
  })

  it('0017-tidy-texts makes one language of its spellings, and one form of each text', async () => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    const before = names.slice(0, names.indexOf('0017-tidy-texts'))
    for (const name of before) {
      await migrator.migrateTo(name)
      insertRows(database, name)
    }
    database.exec(`update versions set language = 'sv-se', status = 'published', title = 'Cafe\u0301'`)
    database.exec(`update comments set body = 'a' || char(0) || 'b' || char(13) || char(10) || 'c'`)
    const insert = database.prepare(
      `insert into versions (id, revision, content_id, language, number, status, title, author_id, author_kind,
        created_at, updated_at) values (?, 1, 'c1', ?, ?, ?, 'T', 'p1', 'person', 5, 5)`,
    )
    insert.run('v2', 'sv-SE', 1, 'published')
    insert.run('v3', 'sv-se', 2, 'draft')
    insert.run('v4', 'de', 1, 'draft')
    await migrator.migrateTo('0017-tidy-texts')
    const rows = database
      .prepare('select id, language, number, status, title from versions order by id')
      .all()
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['v1', 'sv-SE', 1, 'previously_published', 'Café'],
      ['v2', 'sv-SE', 2, 'published', 'T'],
      ['v3', 'sv-SE', 3, 'draft', 'T'],
      ['v4', 'de', 1, 'draft', 'T'],
    ])
    expect({ ...database.prepare('select body from comments').get() }).toEqual({ body: 'ab\nc' })
    expect({ ...database.prepare('select epoch from channels').get() }).not.toEqual({ epoch: 'e1' })
    await db.destroy()
  })

  it('0018-comment-counts counts what is there already', async () => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    for (const name of names.slice(0, names.indexOf('0018-comment-counts'))) {
      await migrator.migrateTo(name)
      insertRows(database, name)
    }
    await migrator.migrateTo('0018-comment-counts')
    const rows = database.prepare('select subject_id, count from comment_counts order by subject_id').all()
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { subject_id: 'i1', count: 1 },
      { subject_id: 'j1', count: 1 },
    ])
    await db.destroy()
  })

  it('leaves the schema as it was when one of them fails', async () => {
    const { database, db } = openMemory()
    const failing = {
      ...migrations,
      '9999-broken': {
        up: async (broken: Kysely<unknown>) => {
          await broken.schema.createTable('half').addColumn('id', 'text').execute()
          throw new Error('on purpose')
        },
      },
    }
    await expect(migrateToLatest(db, failing)).rejects.toThrow('on purpose')
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").all()
    expect(tables.map((table) => table.name).filter((table) => !String(table).startsWith('kysely_'))).toEqual(
      [],
    )
    await db.destroy()
  })

  it('0019-base-versions takes for the base what is live, unless that came or changed later', async () => {
    const { database, db } = openMemory()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    for (const name of names.slice(0, names.indexOf('0019-base-versions'))) {
      await migrator.migrateTo(name)
      insertRows(database, name)
    }
    database.exec(`update versions set language = 'de'`)
    const insert = database.prepare(
      `insert into versions (id, revision, content_id, language, number, status, title, author_id, author_kind,
        created_at, updated_at, text_changed_at) values (?, 1, 'c1', ?, ?, ?, 'T', 'p1', 'person', ?, 5, ?)`,
    )
    insert.run('a1', 'en', 1, 'previously_published', 1, 0)
    insert.run('a2', 'en', 2, 'draft', 2, 0)
    insert.run('a3', 'en', 3, 'published', 3, 0)
    insert.run('a4', 'en', 4, 'draft', 4, 0)
    insert.run('b1', 'sv', 1, 'published', 1, 9)
    insert.run('b2', 'sv', 2, 'ready', 2, 0)
    insert.run('c1', 'da', 1, 'published', 1, 0)
    insert.run('c2', 'da', 2, 'published', 2, 0)
    await migrator.migrateTo('0019-base-versions')
    const rows = database
      .prepare('select id, status, base_version_id from versions where id <> ? order by id')
      .all('v1')
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['a1', 'previously_published', null],
      ['a2', 'draft', 'a1'],
      ['a3', 'published', 'a1'],
      ['a4', 'draft', 'a3'],
      ['b1', 'published', null],
      ['b2', 'ready', null],
      ['c1', 'previously_published', null],
      ['c2', 'published', 'c1'],
    ])
    await db.destroy()
  })
})
