/**
 * One command that is due, in one transaction and in the name of who gave it. A refusal ends it: nothing of it happens,
 * and a second transaction tells of the refusal. Whoever moved or cancelled it in the meantime wins: the entry is taken
 * out last, and without it the whole transaction is undone.
 */
import { Refusal } from '../command/refusal.ts'
import { requireRight } from '../command/viewer.ts'
import type { CommandWork } from '../command/work.ts'
import type { Tx } from '../storage/storage.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { lockName, type OutboxRow, takeDue } from './claims.ts'
import { actorOf, Replaced, remove, setAside } from './failures.ts'
import type { Turn, WorkParts } from './parts.ts'

export async function runTimedCommand(
  parts: WorkParts,
  work: CommandWork,
  preferFailed: boolean,
): Promise<Turn> {
  const { runner, storage, readViewer } = parts
  const now = parts.now()
  const [row] = await storage.read((tx) => takeDue(tx, work, { now, limit: 1, preferFailed }))
  if (!row) return 'idle'
  const actor = actorOf(row)
  const payload = () => work.payload.parse(JSON.parse(row.payload))
  try {
    const { body } = await runner.run<Turn>({ actor }, async (context) => {
      if (!(await lockName(context.tx, work))) return { body: 'busy', events: [] }
      if (!(await isPending(context.tx, row))) throw new Replaced()
      const viewer = await readViewer(context, actor)
      requireRight(viewer, work.action)
      const outcome = await work.run({ ...context, viewer }, payload(), { dueAt: row.due_at })
      await remove(context.tx, row)
      return { body: 'worked', ...outcome }
    })
    return body
  } catch (error) {
    if (error instanceof StorageFailure) throw error
    if (error instanceof Refusal) await tellRefusal(parts, work, row, error)
    else if (!(error instanceof Replaced)) {
      await setAside(parts, work, [row], error, (context) => work.failed(context, payload()))
    }
    return 'worked'
  }
}

async function tellRefusal(
  parts: WorkParts,
  work: CommandWork,
  row: OutboxRow,
  refusal: Refusal,
): Promise<void> {
  try {
    await parts.runner.run({ actor: actorOf(row) }, async (context) => {
      const payload = work.payload.parse(JSON.parse(row.payload))
      const outcome = await work.refused(context, payload, refusal)
      await remove(context.tx, row)
      return { body: null, ...outcome }
    })
  } catch (error) {
    if (error instanceof StorageFailure) throw error
    if (error instanceof Replaced) return
    await setAside(parts, work, [row], error, () => undefined)
  }
}

async function isPending(tx: Tx, { id }: OutboxRow): Promise<boolean> {
  return (await tx.selectFrom('outbox').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}
