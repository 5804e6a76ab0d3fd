/**
 * Publishing one version by itself: a release without a project. What a project holds goes out with that project, so
 * that a bundle is never torn by accident.
 */
import { type Id, type PublishedVersion, type PublishVersion, wasPublished } from '@copydesk/contract'
import type { Command, CommandContext, Outcome } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { enterTextsToPublish } from '../../content/door.ts'
import { contentEvents } from '../../content/events.ts'
import { requireSummary } from '../../content/queries.ts'
import { touchContent } from '../../content/touch.ts'
import { notify } from '../../notifications/notify.ts'
import { itemEvents } from '../items/events.ts'
import { itemsOfVersions } from '../items/queries.ts'
import type { Sight } from '../members/sight.ts'
import { countProjects } from '../project/count-projects.ts'
import { goLive } from './go-live.ts'
import { requireLive } from './live-versions.ts'
import { checkReferences } from './reference-checks.ts'
import {
  blockersOf,
  type Candidate,
  candidateOf,
  isChangedSince,
  movingVersion,
  refuseVersion,
} from './version-blockers.ts'
import { writeRelease } from './write-release.ts'

/**
 * Publishes a version and answers it with its release. Throws `not_found`, `nothing_to_publish` for what is live or
 * was, `publish_blocked`, or `revision_mismatch` where something else is live than whoever replaces it saw.
 */
export function publishVersion(
  contentId: Id,
  versionId: Id,
  request: PublishVersion,
): Command<PublishedVersion> {
  return async (context) => {
    const { tx } = context
    const sight = await enterTextsToPublish(context, contentId, versionId)
    const candidate = await candidateOf(tx, contentId, versionId, sight)
    context.precondition.require(candidate.revision)
    return releaseVersion(context, candidate, sight, request)
  }
}

/** Publishes the version that was entered; of a schedule, what that holds. Throws as above. */
export async function releaseVersion(
  context: CommandContext,
  candidate: Candidate,
  sight: Sight,
  { replace, note = '' }: PublishVersion,
  { from, scheduleId }: { from: 'ready' | 'scheduled'; scheduleId: Id | null } = byHand,
): Promise<Outcome<PublishedVersion>> {
  const { tx } = context
  const { contentId, versionId } = candidate
  requireOpen(candidate)
  if (replace !== undefined) requireLive(candidate, candidate.live, replace)
  const { blockers } = await checkReferences(tx, [movingVersion(candidate)])
  await refuseVersion(tx, [...blockersOf(candidate, replace !== undefined, from), ...blockers])

  const { language, baseVersionId, live } = candidate
  const formerIds = live === null ? [] : [live.versionId]
  await goLive(context, [versionId], formerIds)
  await touchContent(context, [contentId])
  const entry = {
    itemId: null,
    contentId,
    language,
    action: 'publish' as const,
    versionId,
    baseVersionId,
    previousVersionId: live?.versionId ?? null,
    isReplacement: isChangedSince(candidate),
  }
  const release = await writeRelease(context, { projectId: null, note, scheduleId }, [entry])
  const replaced = await itemsOfVersions(tx, formerIds)
  const { actor } = context
  const told = await contentEvents(context, [versionId, ...formerIds])
  return {
    body: { version: await requireSummary(tx, contentId, versionId, sight), release },
    events: [...itemEvents(context, replaced, ({ status }) => ({ status })), ...told],
    outbox: [
      ...replaced.map(({ projectId }) => countProjects.entry({ projectId })),
      notify.entry({
        kind: 'version.published',
        eventId: told[0]?.event.id ?? release.id,
        actorId: actor.id,
        actorKind: actor.kind,
        contentId,
        versionId,
      }),
    ],
  }
}

const byHand = { from: 'ready', scheduleId: null } as const

/** Throws `nothing_to_publish` for what is live or was. */
export function requireOpen({ number, status }: Candidate): void {
  if (!wasPublished(status)) return
  const what = status === 'published' ? 'is live already' : 'was live before. Start a new draft from it'
  throw new Refusal('nothing_to_publish', `Version ${number} ${what}.`)
}
