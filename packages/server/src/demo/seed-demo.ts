/**
 * Sets the demo up, once: its people, their texts, and what they did in the past weeks, all through the same
 * commands that the API uses and all in one transaction. The same every time, but for ids and the present moment.
 * Of several servers that start at once one tells it, and the others wait until it has.
 */
import { setTimeout } from 'node:timers/promises'
import { instant } from '../command/command.ts'
import { addLocks, lockName } from '../jobs/claims.ts'
import { isSetupNeeded } from '../people/queries.ts'
import type { Storage, Tx } from '../storage/storage.ts'
import { DemoDesk } from './demo-desk.ts'
import { readScript } from './script.ts'
import { DemoStory, type StoryMaterial } from './story.ts'
import { readTexts } from './texts.ts'
import { TransactionStorage } from './transaction-storage.ts'

/** `occupied`: people are there who are not the demo's, so nothing was done. */
export type SeedOutcome = 'seeded' | 'there_already' | 'occupied'

const metaKey = 'demo'
/** What a server holds while it tells it. To wait for that would take longer than transactions may wait. */
const telling = { name: 'tell-demo' }

/** Another server that is at it is looked at again this soon. It may have died, and then this one does it. */
const askAgainMs = 1000

export async function seedDemo(storage: Storage, now: number): Promise<SeedOutcome> {
  let state = await storage.read(readState)
  if (state !== 'empty') return state
  await storage.write((tx) => addLocks(tx, [telling]))
  const story = { script: readScript(), texts: await readTexts(), now }
  while (state === 'empty') {
    if (await storage.write((tx) => tellDemo(tx, story))) return 'seeded'
    await setTimeout(askAgainMs)
    state = await storage.read(readState)
  }
  return state
}

/** Whether it was told here; nothing is done where another server is at it, or was. */
async function tellDemo(tx: Tx, story: StoryMaterial): Promise<boolean> {
  if (!(await lockName(tx, telling)) || (await readState(tx)) !== 'empty') return false
  await new DemoStory(new DemoDesk(new TransactionStorage(tx)), story).tell()
  await tx
    .insertInto('meta')
    .values({ key: metaKey, value: instant(story.now) })
    .execute()
  return true
}

async function readState(tx: Tx): Promise<'empty' | 'there_already' | 'occupied'> {
  const seeded = await tx.selectFrom('meta').select('value').where('key', '=', metaKey).executeTakeFirst()
  if (seeded) return 'there_already'
  return (await isSetupNeeded(tx)) ? 'empty' : 'occupied'
}
