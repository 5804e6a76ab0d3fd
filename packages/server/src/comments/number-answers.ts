/**
 * Numbers the answers that a program of the version before wrote, which knows nothing of it: after the others of their
 * thread. Until then they come with the comment that opens it. Whoever has them open sees it with the next reload.
 */
import type { Id } from '@copydesk/contract'
import type { Command } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import type { Services } from '../services.ts'
import type { Tx } from '../storage/storage.ts'
import { lockHome } from './enter-comment.ts'
import { newestOf } from './parts.ts'

/** Where that is needed; in how many threads it was. */
export async function numberAnswers({
  storage,
  runner,
}: Pick<Services, 'storage' | 'runner'>): Promise<number> {
  const threads = await storage.read((tx) => unnumbered(tx).select('thread_id').distinct().execute())
  for (const { thread_id } of threads) await runner.run({ actor: systemActor }, numberThread(thread_id))
  return threads.length
}

function numberThread(threadId: Id): Command<null> {
  return async ({ tx }) => {
    await lockHome(tx, threadId)
    const answers = unnumbered(tx).select('id').where('thread_id', '=', threadId).orderBy('id')
    let { number } = await newestOf(tx, threadId)
    for (const { id } of await answers.execute()) {
      number += 1
      await tx.updateTable('comments').set({ number }).where('id', '=', id).execute()
    }
    return { body: null, events: [] }
  }
}

function unnumbered(tx: Tx) {
  return tx.selectFrom('comments').where('number', '=', 0).whereRef('id', '<>', 'thread_id')
}
