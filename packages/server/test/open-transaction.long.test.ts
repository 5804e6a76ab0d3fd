/**
 * A transaction of somebody else that really stays open for 15 s: who needs what it holds is told `storage_busy` after
 * five, everybody else goes on, and afterwards everything is as it should be.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { changeProject, createProject } from '../src/projects/project/commands.ts'
import { lockRows } from '../src/storage/lock.ts'
import { checkWriters, type Writer } from './concurrent-writers.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'

const openMs = 15_000

/** Holds the project for so long; SQLite has one lock for all that is written. */
async function holdOpen(
  { storage, folder }: PropertyDesk,
  projectId: string,
): Promise<{ end: Promise<void> }> {
  if (storage.database === 'sqlite') {
    const other = new DatabaseSync(join(folder, 'copydesk.db'))
    other.exec('begin immediate')
    return { end: setTimeout(openMs).then(() => other.close()) }
  }
  const held = Promise.withResolvers<void>()
  const end = storage.write(async (tx) => {
    await lockRows(tx, 'projects', [projectId])
    held.resolve()
    await setTimeout(openMs)
  })
  await held.promise
  return { end }
}

it('holds up what it holds and nothing else', async () => {
  const desk = await openPropertyDesk()
  onTestFinished(() => desk.close())
  const { storage, runner } = desk
  const actor = { id: desk.personIds[0] ?? '', kind: 'person' as const }
  const hasOneWriter = storage.database === 'sqlite'
  await checkWriters(desk, [
    async () => {
      const { id } = await storage.read((tx) =>
        tx.selectFrom('projects').select('id').orderBy('id').executeTakeFirstOrThrow(),
      )
      const { end } = await holdOpen(desk, id)
      const rename: Writer = () => runner.run({ actor }, changeProject(id, { name: 'Renamed' }))
      const create: Writer = () => runner.run({ actor }, createProject({ name: 'Another' }))
      const check = { desk, accepted: [], held: [] }
      const startedAt = performance.now()
      const refused = expect(rename(check)).rejects.toMatchObject({ code: 'storage_busy' })
      if (hasOneWriter) await expect(create(check)).rejects.toMatchObject({ code: 'storage_busy' })
      else await create(check)
      await storage.read((tx) => tx.selectFrom('projects').selectAll().execute())
      await refused
      expect(performance.now() - startedAt).toBeLessThan(openMs)
      await end
      await rename(check)
      await create(check)
    },
  ])
})
