/**
 * Puts back the work of what is past due and that no work looks after any more: it failed for good, or somebody discarded it.
 * What was snoozed comes back anyway, what waits for a mail is mailed, and what is to be gone goes.
 */
import { systemActor } from '../command/system-actor.ts'
import { overdueForgetting } from '../comments/deletion.ts'
import { overdueWakes } from '../notifications/inbox/wake.ts'
import { overdueMails } from '../notifications/mail/notices.ts'
import type { Services } from '../services.ts'
import { overduePurges } from '../trash/purge.ts'

const kinds = [overdueWakes, overdueMails, overdueForgetting, overduePurges]

/** Of each; the rest has its turn an hour later. */
const atMost = 1000

export async function takeUpOverdue({
  storage,
  runner,
  now,
}: Pick<Services, 'storage' | 'runner' | 'now'>): Promise<void> {
  for (const overdue of kinds) {
    const outbox = await storage.read((tx) => overdue(tx, now(), atMost))
    if (outbox.length === 0) continue
    await runner.run({ actor: systemActor }, async () => ({ body: null, events: [], outbox }))
  }
}
