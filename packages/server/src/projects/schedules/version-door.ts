/** Versions as they are scheduled by themselves, without a project. */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { systemActor } from '../../command/system-actor.ts'
import { enterTextsToPublish, lockTexts } from '../../content/door.ts'
import { contentEvents } from '../../content/events.ts'
import { embedsOf } from '../../content/references/referrers.ts'
import { touchContentOf, touchVersions } from '../../content/touch.ts'
import type { Tx } from '../../storage/storage.ts'
import { type Sight, sightOf } from '../members/sight.ts'
import { releaseVersion, requireOpen } from '../releases/publish-version.ts'
import { checkReferences } from '../releases/reference-checks.ts'
import {
  blockersOf,
  type Candidate,
  candidateOf,
  movingVersion,
  refuseVersion,
} from '../releases/version-blockers.ts'
import type { Held } from './hold-items.ts'
import type { Door, Subject, Told } from './subject.ts'

export function versionDoor(contentId: Id, versionId: Id): Door {
  const enter = async (context: CommandContext) => {
    const sight = await enterTextsToPublish(context, contentId, versionId)
    return subjectOf(await candidateOf(context.tx, contentId, versionId, sight), sight)
  }
  return {
    enter,
    enterWhole: enter,
    enterToPublish: enter,
    lock: async ({ tx }) => {
      const locked = await lockTexts(tx, [contentId], await embedsOf(tx, [versionId]))
      const isThere = locked.some(({ id }) => id === contentId)
      if (!isThere) return undefined
      const sight = await sightOf(tx, systemActor)
      return subjectOf(await candidateOf(tx, contentId, versionId, sight), sight)
    },
  }
}

function subjectOf(candidate: Candidate, sight: Sight): Subject {
  const { contentId, versionId, number, title, revision, scheduleId } = candidate
  return {
    name: `Version ${number} of "${title}"`,
    revision,
    schedule_id: scheduleId,
    owner: { content_id: contentId, version_id: versionId },
    hold: async (context) => {
      requireOpen(candidate)
      await refuseVersion(context.tx, await blockersFrom(context.tx, candidate, 'ready'))
      return move(context, candidate, 'scheduled')
    },
    // One that a project holds is not held by this schedule, which failed then.
    letGo: async (context) =>
      candidate.status === 'scheduled' && candidate.project === null
        ? move(context, candidate, 'ready')
        : nothing,
    heldItemIds: async () => [],
    release: (context, { id, note }) =>
      releaseVersion(context, candidate, sight, { note }, { from: 'scheduled', scheduleId: id }),
    findBlockers: ({ tx }) => blockersFrom(tx, candidate, 'scheduled'),
    tell: (context, told) => tellOf(context, candidate, told),
  }
}

const nothing: Held = { items: [], versionIds: [] }

async function blockersFrom(tx: Tx, candidate: Candidate, from: 'ready' | 'scheduled') {
  const { blockers } = await checkReferences(tx, [movingVersion(candidate)])
  return [...blockersOf(candidate, false, from), ...blockers]
}

async function move(
  context: CommandContext,
  { versionId }: Candidate,
  status: 'ready' | 'scheduled',
): Promise<Held> {
  await touchVersions(context, [versionId], status)
  await touchContentOf(context, [versionId])
  return { items: [], versionIds: [versionId] }
}

async function tellOf(context: CommandContext, { versionId }: Candidate, { shownId, held = nothing }: Told) {
  const shown = { schedule_id: shownId }
  await context.tx.updateTable('versions').set(shown).where('id', '=', versionId).execute()
  // What it did not move is told of as well: it shows the schedule.
  if (held.versionIds.length === 0) await touchVersions(context, [versionId])
  return { events: await contentEvents(context, [versionId]), outbox: [] }
}
