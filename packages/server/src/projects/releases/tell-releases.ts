/**
 * Tells the history of the site of releases that are new or changed. Those of private projects are not in it: it says
 * only that there is more, as it does where everybody sees another part of it from now on.
 */
import { channels, type Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { type CommandContext, event } from '../../command/command.ts'
import { followUp } from '../../command/work.ts'
import { listedToAll } from './site-releases.ts'

/** Rows as they are by then, so repeating does no harm. No id: what is seen of the history changed. */
export const tellReleases = followUp({
  name: 'releases',
  lane: 'prompt',
  payload: z.object({
    actor: z.object({ id, kind: z.enum(['person', 'service', 'system']) }),
    releaseIds: z.array(id),
  }),
  batchSize: 50,
  work: async (context, payloads) => {
    const ids = [...new Set(payloads.flatMap(({ releaseIds }) => releaseIds))]
    const { releases, isWithheld } = await listedToAll(context.tx, ids)
    const isOtherPart = payloads.some(({ releaseIds }) => releaseIds.length === 0)
    const [{ actor } = context] = payloads
    const listed = event({ ...context, actor }, 'releases.listed', {
      releases,
      ...(isWithheld || isOtherPart ? { isWithheld: true as const } : {}),
    })
    return { events: [{ channel: channels.projects, event: listed }] }
  },
})

/** Has the history tell of a release that is written. */
export function listRelease(
  { actor, enqueue }: Pick<CommandContext, 'actor' | 'enqueue'>,
  releaseId: Id,
): void {
  enqueue([tellReleases.entry({ actor, releaseIds: [releaseId] })])
}

/** Has everybody who looks at the history look again: who sees a project that was published is another now. */
export function listAnew({ actor, enqueue }: Pick<CommandContext, 'actor' | 'enqueue'>): void {
  enqueue([tellReleases.entry({ actor, releaseIds: [] })])
}
