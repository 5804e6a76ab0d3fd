/** What must hold of releases whatever happened, read from the tables. Fails the test where it does not. */
import { expect } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'

/**
 * Each release says what was live before it, so that together they lead from nothing to what is live now: what a
 * revert needs. A project has one item for each content item and language. For databases that only publishing made.
 */
export async function expectTrueReleases(storage: Storage): Promise<void> {
  const { done, live, items } = await storage.read(async (tx) => ({
    done: await tx.selectFrom('release_items').selectAll().orderBy('release_id').orderBy('id').execute(),
    live: await tx
      .selectFrom('versions')
      .select(['id', 'content_id', 'language'])
      .where('status', '=', 'published')
      .execute(),
    items: await tx
      .selectFrom('project_items as item')
      .innerJoin('versions as version', 'version.id', 'item.version_id')
      .select(['item.project_id', 'item.content_id', 'version.language'])
      .execute(),
  }))
  const now = new Map<string, string>()
  for (const { content_id, language, action, version_id, previous_version_id, ...item } of done) {
    const key = `${content_id} ${language}`
    expect(previous_version_id).toBe(now.get(key) ?? null)
    expect(item.replaced === 1).toBe(previous_version_id !== item.base_version_id)
    if (action === 'publish') now.set(key, version_id)
    else now.delete(key)
  }
  expect([...now].sort()).toEqual(live.map((one) => [`${one.content_id} ${one.language}`, one.id]).sort())
  const places = items.map(
    ({ project_id, content_id, language }) => `${project_id} ${content_id} ${language}`,
  )
  expect(new Set(places).size).toBe(places.length)
}
