/**
 * Writes the texts that are new or changed, in transactions that are short, so that a running server and other writers
 * have their turn between them. Each batch is decided from what is there when it is written.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { systemActor } from '../command/system-actor.ts'
import { writeContent } from '../content/bulk.ts'
import { lockTexts } from '../content/door.ts'
import type { Services } from '../services.ts'
import { bringBackUndone } from './bring-back.ts'
import { withLinks } from './links/resolve-links.ts'
import { lockReserved, rememberTexts } from './memory.ts'
import type { PendingText } from './pending-text.ts'
import { type BatchPlan, type PreparedText, planBatch } from './plan-batch.ts'
import { readBody } from './read-folder.ts'
import { type ImportRun, readBeforeBatch, recordBatch } from './runs.ts'

export interface WriteOptions {
  /** Only plan. */
  dryRun: boolean
  /** Called for each file that is another by now than when it was first read. */
  onChanged(path: string): void
}

/** A batch takes some ten milliseconds with this many texts, or with texts this long together. */
const maxTexts = 100
const maxLength = 500_000

/** The plan of each batch, once it is carried out. */
export async function* writeTexts(
  { storage, runner }: Pick<Services, 'storage' | 'runner'>,
  origin: ImportRun,
  pending: readonly PendingText[],
  { dryRun, onChanged }: WriteOptions,
): AsyncGenerator<BatchPlan> {
  for await (const texts of batches(origin.folder, pending, onChanged)) {
    if (dryRun) {
      yield await storage.read((tx) => planBatch(tx, origin, texts))
      continue
    }
    const start = performance.now()
    await bringBackUndone(
      { runner },
      origin,
      texts.map((text) => text.contentId),
    )
    const { body } = await runner.run({ actor: systemActor }, async (context) => {
      const keys = texts.map(({ found }) => found.key)
      await lockReserved(context.tx, origin.source, keys)
      await lockTexts(
        context.tx,
        texts.map((text) => text.contentId),
      )
      const plan = await planBatch(context.tx, origin, texts)
      const before = await readBeforeBatch(context.tx, plan)
      const written = await writeContent(context, plan)
      await recordBatch(context, origin, plan, written, before)
      await rememberTexts(context.tx, plan.remember)
      return { body: plan, events: written.events }
    })
    yield body
    // Half of the time belongs to the others.
    await wait(performance.now() - start)
  }
}

async function* batches(
  folder: string,
  pending: readonly PendingText[],
  onChanged: WriteOptions['onChanged'],
): AsyncGenerator<PreparedText[]> {
  let batch: PreparedText[] = []
  let length = 0
  for (const { found, contentId, links, linksHash } of pending) {
    const body = await readBody(folder, found)
    if (body === undefined) {
      onChanged(found.path)
      continue
    }
    const { title, fields, textHash, fieldsHash } = found
    batch.push({
      found,
      contentId,
      title,
      body: withLinks(body, links),
      fields,
      textHash,
      fieldsHash,
      linksHash,
    })
    length += body.length
    if (batch.length < maxTexts && length < maxLength) continue
    yield batch
    batch = []
    length = 0
  }
  if (batch.length > 0) yield batch
}
