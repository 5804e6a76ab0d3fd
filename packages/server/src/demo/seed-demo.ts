/**
 * Sets the demo up, once: its people, their texts, and what they did in the past weeks, all through the same
 * commands that the API uses and all in one transaction. The same every time, but for ids and the present moment.
 */
import { instant } from '../command/command.ts'
import { isSetupNeeded } from '../people/queries.ts'
import type { Storage, Tx } from '../storage/storage.ts'
import { DemoDesk } from './demo-desk.ts'
import { readScript } from './script.ts'
import { DemoStory } from './story.ts'
import { readTexts } from './texts.ts'
import { TransactionStorage } from './transaction-storage.ts'

/** `occupied`: people are there who are not the demo's, so nothing was done. */
export type SeedOutcome = 'seeded' | 'there_already' | 'occupied'

const metaKey = 'demo'

export async function seedDemo(storage: Storage, now: number): Promise<SeedOutcome> {
  const state = await storage.read(readState)
  if (state !== 'empty') return state
  const script = readScript()
  const texts = await readTexts()
  return storage.write(async (tx) => {
    const state = await readState(tx)
    if (state !== 'empty') return state
    const desk = new DemoDesk(new TransactionStorage(tx))
    await new DemoStory(desk, { script, texts, now }).tell()
    await tx
      .insertInto('meta')
      .values({ key: metaKey, value: instant(now) })
      .execute()
    return 'seeded'
  })
}

async function readState(tx: Tx): Promise<'empty' | 'there_already' | 'occupied'> {
  const seeded = await tx.selectFrom('meta').select('value').where('key', '=', metaKey).executeTakeFirst()
  if (seeded) return 'there_already'
  return (await isSetupNeeded(tx)) ? 'empty' : 'occupied'
}
