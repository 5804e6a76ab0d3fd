/** What must hold of references whatever happened. Fails the test where it does not. */
import { expect } from 'vitest'
import { findReferences } from '../src/markdown/find-references.ts'
import type { Storage } from '../src/storage/storage.ts'

/** Of each version what its text refers to is kept, no more and no less. */
export async function expectTrueReferences(storage: Storage): Promise<void> {
  const { bodies, kept } = await storage.read(async (tx) => ({
    bodies: await tx.selectFrom('version_bodies').select(['version_id', 'body']).execute(),
    kept: await tx.selectFrom('version_references').selectAll().execute(),
  }))
  const line = (versionId: string, kind: string, targetId: string) => `${versionId} ${kind} ${targetId}`
  const found = bodies.flatMap(({ version_id, body }) =>
    findReferences(body).map(({ kind, contentId }) => line(version_id, kind, contentId)),
  )
  expect(kept.map((row) => line(row.version_id, row.kind, row.target_id)).sort()).toEqual(found.sort())
}
