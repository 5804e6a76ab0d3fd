import type { Status } from '@copydesk/contract'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { plansOf } from '../../test/query-plans.ts'
import { createTestApp } from '../../test/test-app.ts'
import { noSight, type Sight } from '../projects/members/sight.ts'
import { writeContent } from './bulk.ts'
import type { NewContent } from './insert.ts'
import { type ContentListQuery, selectMatching } from './matching.ts'

const idOf = (number: number) => `01890a5d-ac96-774b-bcce-${String(number).padStart(12, '0')}`
const everything: ContentListQuery = {
  ...{ q: '', type: null, language: null, status: null, cursor: null, limit: 100 },
}
const member: Sight = new Map([[idOf(1), 'editor']])

/** Enough that PostgreSQL, which knows how many there are, does not rather read all of them. */
async function setUp() {
  const { storage, services, people } = await createTestApp()
  const contents = Array.from({ length: 400 }, (_, index): NewContent => {
    return { type: 'page', texts: [{ language: 'en', title: `Page ${index}`, body: '' }] }
  })
  const actor = { id: people.ben.id, kind: 'person' as const }
  await services.runner.run({ actor }, async (context) => {
    const { events } = await writeContent(context, { contents })
    await context.tx
      .updateTable('versions')
      .set((eb) => ({ status: eb.val<Status>('rejected') }))
      .where(sql`substr(title, 6)`, '<', '2')
      .execute()
    if (storage.database === 'postgres') await sql`analyze`.execute(context.tx)
    return { body: null, events }
  })
  return storage
}

describe('a page of the content list, however long it is,', () => {
  it.each<[what: string, query: Partial<ContentListQuery>, sight: Sight]>([
    ['by status', { status: 'rejected' }, noSight],
    ['by status, further down', { status: 'published', cursor: idOf(7) }, noSight],
    ['by status, for a member of a private project', { status: 'draft' }, member],
    ['by status and title', { status: 'draft', q: 'a', type: 'page' }, member],
  ])('is found %s by indices, in their order', async (_, query, sight) => {
    const storage = await setUp()
    const [plan = ''] = await plansOf(storage, 'content_items', (tx) =>
      selectMatching(tx, sight, { ...everything, ...query }).execute(),
    )
    expect(plan).toMatch(/versions_status/)
    expect(plan).not.toMatch(/b-tree for (order|distinct)|seq scan on (versions|content_items)|"sort/i)
    expect(plan).not.toMatch(/\bscan (version|content|newer|seen)\b/i)
    // For each row by itself, and not by a join of all versions with all.
    expect(plan).toMatch(
      /search newer using index|limit .*\n.*index scan using versions_number on versions newer/i,
    )
  })

  it('without a status begins at the newest item', async () => {
    const { storage } = await createTestApp()
    const [plan = ''] = await plansOf(storage, 'content_items', (tx) =>
      selectMatching(tx, member, { ...everything, cursor: idOf(7) }).execute(),
    )
    expect(plan).toMatch(/sqlite_autoindex_content_items_1|content_items_pkey/)
    expect(plan).not.toMatch(/b-tree for order|seq scan on (versions|content_items)|"sort/i)
  })
})
