/**
 * What follows when people see private projects from now on, or see them no more, by whichever change: their own channel
 * says so, their connections are asked again within 2 s, and whoever is out keeps nothing to catch up with.
 */
import { channels, type Id } from '@copydesk/contract'
import { type CommandContext, event } from '../../command/command.ts'
import { withdraw } from '../../notifications/withdraw.ts'
import { noteAccessChanged } from '../../people/sessions/access-marks.ts'
import { type ChannelEvent, keepNewest, lockChannels } from '../../storage/journal.ts'
import { lockRows } from '../../storage/lock.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { summariesOf } from '../project/queries.ts'
import { askNewcomers, newReviewers } from '../review/newcomers.ts'
import { recheck } from '../review/recheck-approvals.ts'
import { checkSchedules } from '../schedules/ask-for-checks.ts'
import { memberRolesIn } from './queries.ts'

type Standings = Awaited<ReturnType<typeof memberRolesIn>>

/** What is to be published, and who is out. */
export interface AccessChange {
  events: ChannelEvent[]
  outIds: Id[]
}

/**
 * Does what may change who sees these private projects, and finds out for whom it did. Their inboxes are entered: whoever
 * tells them something by what they saw before has told it by the time that they are out.
 */
export async function changeAccess(
  context: CommandContext,
  projectIds: readonly Id[],
  change: () => Promise<void>,
): Promise<AccessChange> {
  const { tx, newId } = context
  const before = await memberRolesIn(tx, projectIds)
  await change()
  await lockRows(tx, 'people', concerned(before, await memberRolesIn(tx, projectIds)))
  const after = await memberRolesIn(tx, projectIds)
  await lookAgain(context, before, after)
  for (const projectId of projectIds) {
    const newcomers = newReviewers(before.get(projectId), after.get(projectId))
    await askNewcomers(context, projectId, newcomers)
  }
  const granted = byPerson(after, before)
  const revoked = byPerson(before, after)
  const personIds = [...new Set([...granted.keys(), ...revoked.keys()])].sort()
  if (personIds.length === 0) return { events: [], outIds: [] }
  await noteAccessChanged(tx, personIds, newId())
  const summaries = new Map((await summariesOf(tx, projectIds)).map((project) => [project.id, project]))
  context.enqueue(personIds.map((personId) => withdraw.entry({ personId })))
  context.enqueue(awaitingOfPeople(personIds))
  return {
    events: personIds.map((personId) => ({
      channel: channels.person(personId),
      event: event(context, 'access.changed', {
        granted: (granted.get(personId) ?? []).flatMap((id) => summaries.get(id) ?? []),
        revoked: revoked.get(personId) ?? [],
      }),
    })),
    outIds: [...revoked.keys()],
  }
}

/**
 * Takes from the channels of whoever is out what they have not received yet: the words of the project may be in it. All
 * that is appended to afterwards is locked with them, in the one order of channels.
 */
export async function closeHistories(
  { tx }: CommandContext,
  outIds: readonly Id[],
  events: readonly ChannelEvent[],
): Promise<void> {
  if (outIds.length === 0) return
  const own = outIds.map(channels.person)
  await lockChannels(tx, [...own, ...events.map(({ channel }) => channel)])
  await keepNewest(tx, own, 0)
}

/** Whoever is out, or something else there from now on, may have approved or scheduled something that they may not now. */
async function lookAgain(context: CommandContext, before: Standings, after: Standings): Promise<void> {
  const changed = new Set<Id>()
  for (const [projectId, people] of before) {
    for (const [personId, role] of people) {
      if (after.get(projectId)?.get(personId) !== role) changed.add(personId)
    }
  }
  recheck(context, [...changed])
  context.enqueue(awaitingOfPeople(changed))
  for (const personId of changed) context.enqueue(await checkSchedules(context.tx, personId))
}

/** Those who are in a project in the one and not in the other. */
function concerned(before: Standings, after: Standings): Id[] {
  return [...byPerson(after, before).keys(), ...byPerson(before, after).keys()]
}

/** The projects that somebody has in the one and not in the other. */
function byPerson(these: Standings, others: Standings): Map<Id, Id[]> {
  const found = new Map<Id, Id[]>()
  for (const [projectId, people] of these) {
    for (const personId of people.keys()) {
      if (others.get(projectId)?.has(personId)) continue
      found.set(personId, [...(found.get(personId) ?? []), projectId])
    }
  }
  return found
}
