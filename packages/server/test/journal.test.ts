/** The journal contract on the database's journal: what holds for the hub's memory journal holds here. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeJournal } from '@copydesk/testkit/journal-contract'
import { uuidv7 } from 'uuidv7'
import { systemActor } from '../src/command/system-actor.ts'
import { keepHouse } from '../src/jobs/housekeeping.ts'
import { append, StorageJournal } from '../src/storage/journal.ts'
import { newEpoch } from '../src/storage/new-epoch.ts'
import { openTestStorage } from './test-storage.ts'

describeJournal('database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-journal-'))
  const storage = await openTestStorage(folder)
  const journal = new StorageJournal(storage)
  return {
    journal,
    append: async (channel, payload) => {
      const event = {
        id: uuidv7(),
        type: 'project.deleted' as const,
        at: new Date().toISOString(),
        actor: systemActor,
        projectId: channel,
        ...payload,
      }
      const [announcement] = await storage.write((tx) => append(tx, [{ channel, event }], Date.now()))
      if (!announcement) throw new Error('nothing was appended')
      return { epoch: announcement.epoch, offset: announcement.publications[0]?.offset ?? 0 }
    },
    prune: async (_channel, keep) => {
      const retention = { maxAgeMs: 60_000, maxPerChannel: keep, maxBytesPerChannel: 1_000_000 }
      await keepHouse({ storage, now: Date.now, retention })
    },
    rotateEpochs: () =>
      storage.write(async (tx) => {
        await tx.updateTable('meta').set({ value: newEpoch() }).where('key', '=', 'epoch').execute()
        await tx.updateTable('channels').set({ epoch: newEpoch() }).execute()
      }),
    close: async () => {
      await storage.close()
      rmSync(folder, { recursive: true })
    },
  }
})
