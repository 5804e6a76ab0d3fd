/**
 * An item beside what went live since it was begun, with the ways out: what is live becomes its base, and the text
 * takes it in or stays as it is. Replacing on purpose is where one publishes.
 */
import type { CommandOutcome } from '@copydesk/client'
import type { ContentState, Id, ProjectItem, RebaseVersion } from '@copydesk/contract'
import { useContent } from '@copydesk/react'
import { useMemo, useState } from 'react'
import { useVersion } from '../../content/use-version.ts'
import { Button, Dialog, SkeletonRows } from '../../design/index.ts'
import { MarkedText } from '../../unsaved/MarkedText.tsx'
import type { MarkedPart } from '../../unsaved/word-differences.ts'
import { wordDifferences } from '../../unsaved/word-differences.ts'
import styles from './ChangedSince.module.css'
import { mergeVersions, type Text } from './merge-versions.ts'

/** An item of a project, or a version by itself. */
export type Compared = Pick<
  ProjectItem,
  'title' | 'contentId' | 'language' | 'action' | 'versionId' | 'versionNumber' | 'baseVersionId' | 'revision'
>

export interface ChangedSinceDialogProps {
  item: Compared
  onRebase: (rebase: RebaseVersion) => Promise<CommandOutcome<unknown>>
  onClose: () => void
}

export function ChangedSinceDialog({ item, onRebase, onClose }: ChangedSinceDialogProps) {
  const content = useContent(item.contentId)
  const live = content.data && liveOf(content.data, item.language)
  return (
    <Dialog title={item.title} size="wide" isOpen onClose={onClose} actions={null}>
      {content.data === undefined ? (
        <SkeletonRows label="Loading what is live" count={6} />
      ) : live === undefined ? (
        <NothingLive item={item} onRebase={onRebase} onClose={onClose} />
      ) : (
        <Beside
          key={live.id}
          item={item}
          liveId={live.id}
          liveNumber={live.number}
          onRebase={onRebase}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

function liveOf({ versions }: ContentState, language: string) {
  return versions.find((version) => version.status === 'published' && version.language === language)
}

/** It was taken down meanwhile. */
function NothingLive({ item, onRebase, onClose }: ChangedSinceDialogProps) {
  const { isPending, rebase } = useRebase(onRebase, null, onClose)
  const isTakedown = item.action === 'unpublish'
  return (
    <>
      <p>
        {isTakedown
          ? 'It was taken down meanwhile: there is nothing left to do. Remove it from the project.'
          : 'It was taken down since this version was begun. Publishing it brings it back.'}
      </p>
      <div className={styles.actions}>
        <Button onPress={onClose}>Close</Button>
        {!isTakedown && (
          <Button variant="primary" isPending={isPending} onPress={() => rebase({})}>
            Bring it back
          </Button>
        )}
      </div>
    </>
  )
}

interface BesideProps extends ChangedSinceDialogProps {
  liveId: Id
  liveNumber: number
}

function Beside({ item, liveId, liveNumber, onRebase, onClose }: BesideProps) {
  const isTakedown = item.action === 'unpublish'
  const { version: own, error } = useVersion(item.contentId, item.versionId, item.revision)
  const { version: live, error: liveError } = useVersion(item.contentId, liveId, 0)
  const { version: base } = useVersion(item.contentId, item.baseVersionId ?? item.versionId, 0)
  const { isPending, rebase } = useRebase(onRebase, liveId, onClose)
  const failure = error ?? liveError
  const isReady = own !== null && live !== null && base !== null
  const merged = useMemo(
    () => (isReady ? mergeVersions(item.baseVersionId === null ? null : base, own, live) : null),
    [isReady, item.baseVersionId, base, own, live],
  )
  if (failure !== null && !isReady)
    return <p>The texts could not be loaded: {failure.title.toLowerCase()}.</p>
  if (!isReady || merged === null) return <SkeletonRows label="Loading both texts" count={6} />
  const ownName = isTakedown
    ? `Version ${item.versionNumber}, to be taken down`
    : `Version ${item.versionNumber}, this one`
  return (
    <>
      <p>
        {isTakedown
          ? `Version ${liveNumber} went live since version ${item.versionNumber} was to be taken down.`
          : `Version ${liveNumber} went live since this version was begun.`}
      </p>
      <Differences own={own} live={live} ownName={ownName} liveName={`Version ${liveNumber}, live now`} />
      {!isTakedown && merged.collisions > 0 && (
        <p className={styles.soft}>
          {merged.collisions === 1 ? '1 paragraph was' : `${merged.collisions} paragraphs were`} changed in
          both. Merging keeps both, one after the other, and puts it back into review.
        </p>
      )}
      <div className={styles.actions}>
        <Button onPress={onClose}>Cancel</Button>
        {isTakedown ? (
          <Button variant="primary" isPending={isPending} onPress={() => rebase({})}>
            Take down version {liveNumber} instead
          </Button>
        ) : (
          <>
            <Button isPending={isPending} onPress={() => rebase({})}>
              Keep this text
            </Button>
            {merged.isNew && (
              <Button variant="primary" isPending={isPending} onPress={() => rebase(merged.text)}>
                Merge both
              </Button>
            )}
          </>
        )}
      </div>
    </>
  )
}

interface DifferencesProps {
  own: Text
  live: Text
  ownName: string
  liveName: string
}

function Differences({ own, live, ownName, liveName }: DifferencesProps) {
  const title = useMemo(() => wordDifferences(own.title, live.title), [own.title, live.title])
  const body = useMemo(() => wordDifferences(own.body, live.body), [own.body, live.body])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for the keyboard.
    <section className={styles.sides} tabIndex={0} aria-label="Differences">
      <Side name={ownName} title={title.one} body={body.one} />
      <Side name={liveName} title={title.other} body={body.other} />
    </section>
  )
}

interface SideProps {
  name: string
  title: readonly MarkedPart[]
  body: readonly MarkedPart[]
}

function Side({ name, title, body }: SideProps) {
  return (
    <div className={styles.side}>
      <h3>{name}</h3>
      <p dir="auto" className={styles.title}>
        <MarkedText parts={title} empty="no title" />
      </p>
      <p dir="auto">
        <MarkedText parts={body} empty="no text" />
      </p>
    </div>
  )
}

/** Sends it once; a refusal is told as that of any command, and what is shown is brought up to date by itself. */
function useRebase(send: ChangedSinceDialogProps['onRebase'], onto: Id | null, onDone: () => void) {
  const [isPending, setPending] = useState(false)
  const rebase = async (text: Partial<Text>) => {
    setPending(true)
    const outcome = await send({ onto, ...text })
    setPending(false)
    if (outcome.ok) onDone()
  }
  return { isPending, rebase: (text: Partial<Text>) => void rebase(text) }
}
