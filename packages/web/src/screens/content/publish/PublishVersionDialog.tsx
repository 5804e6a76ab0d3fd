/**
 * Before a version is published by itself: what is in the way and who can lift it, the ways out where something else
 * went live meanwhile, and a note. What counts is what the server says when publishing.
 */
import type { ApiError } from '@copydesk/client'
import {
  type Blocker,
  type ContentState,
  isEditable,
  type PublishVersion,
  type ReferenceWarning,
  type VersionSummary,
  wasPublished,
} from '@copydesk/contract'
import { useCommands, useDesk } from '@copydesk/react'
import { Suspense, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Button, Dialog, SkeletonRows, showToast, TextArea } from '../../../design/index.ts'
import { shownInPlace } from '../../../frame/failure-toasts.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { LiftWords } from '../../../projects/LiftWords.tsx'
import { ReferenceWarnings } from '../../../projects/ReferenceWarnings.tsx'
import { useUnsavedVersions } from '../../../unsaved/use-unsaved.ts'
import styles from './PublishVersion.module.css'
import type { PublishVersionProps } from './PublishVersion.tsx'

const ChangedSinceDialog = later(
  async () => (await import('../../../projects/changed-since/ChangedSinceDialog.tsx')).ChangedSinceDialog,
)

const ScheduleVersionDialog = later(
  async () => (await import('./ScheduleVersionDialog.tsx')).ScheduleVersionDialog,
)

export function PublishVersionDialog({
  content,
  version,
  onClose,
}: PublishVersionProps & { onClose: () => void }) {
  const commands = useCommands()
  const [note, setNote] = useState('')
  const [isComparing, setComparing] = useState(false)
  const [isScheduling, setScheduling] = useState(false)
  const { blockers, warnings, setBlockers } = useBlockers(content, version)
  const { isPending, error, publish } = usePublish(version, setBlockers, onClose)
  const isUnsaved = useUnsavedVersions().has(version.id)
  const isOut = wasPublished(version.status)
  const changed = blockers?.find((blocker) => blocker.reason === 'changed_since')
  const isReplacing = changed !== undefined && blockers?.length === 1
  const isFree = blockers?.length === 0 && !isOut
  const body = { note: note.trim() || undefined }
  if (isComparing) {
    const item = {
      ...version,
      action: 'publish' as const,
      versionId: version.id,
      versionNumber: version.number,
    }
    return (
      <Suspense>
        <ChangedSinceDialog
          item={item}
          onRebase={(rebase) => commands.rebaseVersion(version, rebase)}
          onClose={() => setComparing(false)}
        />
      </Suspense>
    )
  }
  if (isScheduling) {
    return (
      <Suspense>
        <ScheduleVersionDialog version={version} schedule={null} onClose={onClose} />
      </Suspense>
    )
  }
  return (
    <Dialog
      title={`Publish version ${version.number}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{isOut ? 'Close' : 'Cancel'}</Button>
          {changed !== undefined && !isOut && <Button onPress={() => setComparing(true)}>Compare</Button>}
          {isReplacing && !isOut && (
            <Button
              variant="primary"
              isStep
              isPending={isPending}
              onPress={() => publish({ ...body, replace: changed.live?.versionId ?? null })}
            >
              {changed.live === null ? 'Publish again' : `Replace version ${changed.live.versionNumber}`}
            </Button>
          )}
          {isFree && <Button onPress={() => setScheduling(true)}>Schedule…</Button>}
          {!isReplacing && !isOut && (
            <Button
              variant="primary"
              isDisabled={!isFree}
              isPending={isPending}
              onPress={() => publish(body)}
            >
              Publish
            </Button>
          )}
        </>
      }
    >
      <p dir="auto">{sayPlan(content, version)}</p>
      {blockers === null && !isOut && <SkeletonRows label="Asking what is in the way" count={1} />}
      {blockers !== null && blockers.length > 0 && !isOut && (
        <ul aria-label="In the way" className={styles.blockers}>
          {blockers.map((blocker) => (
            <li key={`${blocker.reason} ${'reference' in blocker ? blocker.reference.contentId : ''}`}>
              <LiftWords blocker={blocker} />
              {blocker.reason === 'held_by_project' && (
                <Link to={paths.project(blocker.project.id)} onClick={onClose}>
                  Go to the project
                </Link>
              )}
              {'reference' in blocker && blocker.reference.title !== null && (
                <Link to={paths.contentItem(blocker.reference.contentId)} onClick={onClose}>
                  Go to it
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isOut && <ReferenceWarnings warnings={warnings} isOfMany={false} onLeave={onClose} />}
      {isUnsaved && isEditable(version.status) && (
        <p className={styles.warning}>What you typed is not saved yet, and would be left out.</p>
      )}
      {error !== null && (
        <p role="alert" className={styles.warning}>
          Nothing was published: {error.title.toLowerCase()}. {error.remedy}
        </p>
      )}
      {!isOut && (
        <TextArea label="Why? (kept with the release)" value={note} onChange={setNote} maxLength={1000} />
      )}
    </Dialog>
  )
}

function sayPlan({ languages }: ContentState, { number, language, status, title }: VersionSummary): string {
  if (status === 'published') return `Version ${number} of “${title}” is live.`
  const live = languages.find((one) => one.language === language)?.publishedNumber ?? null
  const before = live === null ? 'Nothing was live before.' : `It takes the place of version ${live}.`
  return `Version ${number} of “${title}” goes live without a project. ${before}`
}

/** Null until the server has said; asked anew whenever the content changes. */
function useBlockers(content: ContentState, { id: versionId }: VersionSummary) {
  const { api } = useDesk()
  const [blockers, setBlockers] = useState<readonly Blocker[] | null>(null)
  const [warnings, setWarnings] = useState<readonly ReferenceWarning[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed content is the reason to ask again.
  useEffect(() => {
    const abort = new AbortController()
    api.content.versionBlockers(content.id, versionId, { signal: abort.signal }).then(
      (found) => {
        setBlockers(found.data)
        setWarnings(found.warnings)
      },
      // Publishing says it then.
      () => setBlockers((before) => before ?? []),
    )
    return () => abort.abort()
  }, [api, content.id, versionId, content.revision])
  return { blockers, warnings, setBlockers }
}

function usePublish(
  version: VersionSummary,
  onBlocked: (blockers: readonly Blocker[]) => void,
  onDone: () => void,
) {
  const commands = useCommands()
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const publish = async (body: PublishVersion) => {
    setPending(true)
    setError(null)
    const outcome = await commands.publishVersion(version, body)
    setPending(false)
    if (outcome.ok) {
      showToast({ tone: 'info', title: `Version ${version.number} of “${version.title}” is published` })
      return onDone()
    }
    shownInPlace(outcome)
    if (outcome.error.code === 'publish_blocked') onBlocked(outcome.error.blockers)
    else setError(outcome.error)
  }
  return { isPending, error, publish: (body: PublishVersion) => void publish(body) }
}
