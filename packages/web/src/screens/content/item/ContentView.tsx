/** A content item that has been loaded: its languages, its versions, and the one that is shown. */
import {
  type ContentState,
  isEditable,
  subscriptionKey,
  type Version,
  type VersionSummary,
} from '@copydesk/contract'
import { useMe, usePeople } from '@copydesk/react'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { typeLooks } from '../../../content/content-words.ts'
import { useVersion } from '../../../content/use-version.ts'
import { ErrorState, SkeletonRows } from '../../../design/index.ts'
import { Page } from '../../../frame/Page.tsx'
import { useRecent } from '../../../frame/palette/recent.ts'
import { afterFirstScreen, later } from '../../../later.tsx'
import { useMay } from '../../../people/use-may.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { PassageBoard } from '../../../projects/comments/passages/passage-board.ts'
import { BesideText } from '../../../projects/comments/passages/use-passages.ts'
import { HereAtVersion } from '../../../projects/HereNow.tsx'
import { TypingPlace } from '../../../projects/typing/typing-place.ts'
import { useOfUnsaved } from '../../../unsaved/use-unsaved.ts'
import { CommentsToggle } from '../beside/CommentsToggle.tsx'
import { RejectedNotice } from '../beside/RejectedNotice.tsx'
import { useTextThreads } from '../beside/use-text-threads.ts'
import { Reader } from '../editor/Reader.tsx'
import { PublishVersion } from '../publish/PublishVersion.tsx'
import { VersionMoves } from '../publish/VersionMoves.tsx'
import { AddToProject } from './AddToProject.tsx'
import styles from './ContentView.module.css'
import { chooseVersion } from './choose-version.ts'
import { LanguageLinks } from './LanguageLinks.tsx'
import { VersionMenu } from './VersionMenu.tsx'

/** Comes while the text does. */
const Editor = later(async () => {
  // The field's code, the larger part, need not wait until the editor's asks for it.
  void import('../editor/codemirror/MarkdownEditor.tsx').catch(() => null)
  return (await import('../editor/Editor.tsx')).Editor
}, 'now')
const ImportDetails = afterFirstScreen(async () => (await import('./ImportDetails.tsx')).ImportDetails)
const KeptTexts = afterFirstScreen(async () => (await import('./KeptTexts.tsx')).KeptTexts)
const ContentMenu = afterFirstScreen(async () => (await import('./ContentMenu.tsx')).ContentMenu)
const ContentReleases = afterFirstScreen(
  async () => (await import('../publish/ContentReleases.tsx')).ContentReleases,
)
const WatchMenu = afterFirstScreen(
  async () => (await import('../../../notifications/WatchMenu.tsx')).WatchMenu,
)
const ThreadPassages = afterFirstScreen(
  async () => (await import('../beside/ThreadPassages.tsx')).ThreadPassages,
)
const CommentsDrawer = later(async () => (await import('../beside/CommentsDrawer.tsx')).CommentsDrawer)

const VersionSchedule = later(async () => (await import('../publish/VersionSchedule.tsx')).VersionSchedule)
const ReviewPanel = later(async () => (await import('../../../projects/review/ReviewPanel.tsx')).ReviewPanel)

export function ContentView({ content }: { content: ContentState }) {
  const [query] = useSearchParams()
  const version = useMemo(
    () => chooseVersion(content, { versionId: query.get('version'), language: query.get('language') }),
    [content, query],
  )
  const people = usePeople().data?.data ?? []
  const targetId = query.get('comment')
  const [hasComments, setComments] = useState(targetId !== null)
  useEffect(() => {
    if (targetId !== null) setComments(true)
  }, [targetId])
  const threads = useTextThreads(version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version, or another place of it, begins anew.
  const board = useMemo(() => new PassageBoard(() => setComments(true)), [version?.id, version?.itemId])
  const mayWrite = useMay('content.write')
  const { icon: TypeIcon, label } = typeLooks[content.type]
  const title = version?.title ?? content.title
  useRecent('content', content.id, title)
  return (
    <Page
      title={title}
      lead={<TypeIcon size={16} aria-label={label} role="img" className={styles.typeIcon} />}
      beside={version !== undefined && <HereAtVersion version={version} people={people} />}
    >
      {version !== undefined && (
        <>
          <div className={styles.bar}>
            <LanguageLinks content={content} language={version.language} versionId={version.id} />
            <div className={styles.tools}>
              <Suspense>
                {content.path !== undefined && <ImportDetails path={content.path} version={version} />}
              </Suspense>
              <AddToProject version={version} />
              {threads !== null && (
                <CommentsToggle threads={threads} isOpen={hasComments} onChange={setComments} />
              )}
              <Suspense>
                <KeptTexts
                  key={version.id}
                  version={version}
                  isEditing={mayWrite && isEditable(version.status)}
                />
                <ContentReleases content={content} />
                <WatchMenu keys={[subscriptionKey('content', content.id)]} name={title} />
              </Suspense>
              <VersionMenu content={content} version={version} />
              <VersionMoves key={`moves ${version.id}`} version={version} />
              <PublishVersion content={content} version={version} />
              {mayWrite && (
                <Suspense>
                  <ContentMenu content={content} />
                </Suspense>
              )}
            </div>
          </div>
          <RejectedNotice key={`rejected ${version.id}`} version={version} />
          {version.schedule !== null && (
            <Suspense>
              <VersionSchedule version={version} schedule={version.schedule} />
            </Suspense>
          )}
          {version.approvals !== null && (
            <div className={styles.review}>
              <Suspense>
                <ReviewPanel
                  key={`review ${version.id}`}
                  reviewed={{ contentId: content.id, versionId: version.id }}
                  revision={version.revision}
                  title={version.title}
                />
              </Suspense>
            </div>
          )}
          <TypingPlace value={version}>
            <BesideText value={board}>
              <div className={styles.sides}>
                <VersionView key={version.id} content={content} version={version} />
                {hasComments && threads !== null && (
                  <Suspense>
                    <CommentsDrawer
                      threads={threads}
                      place={version.title}
                      targetId={targetId}
                      onClose={() => setComments(false)}
                    />
                  </Suspense>
                )}
              </div>
              {threads !== null && (
                <Suspense>
                  <ThreadPassages threads={threads} />
                </Suspense>
              )}
            </BesideText>
          </TypingPlace>
        </>
      )}
    </Page>
  )
}

/** Loads the text. An open editor brings changes in by itself; a text that is only read is loaded anew. */
function VersionView({ content, version }: { content: ContentState; version: VersionSummary }) {
  const isWriting = useMay('content.write') && isEditable(version.status)
  const { version: answer, error } = useVersion(content.id, version.id, isWriting ? 0 : version.revision)
  const kept = useKeptBase(version)
  const loaded = answer ?? (isWriting ? kept : null)
  const nameOf = useNameOf()
  const me = useMe()
  const otherName = (id: string | null) => (id === me.id ? null : nameOf({ id: id ?? '', kind: 'person' }))
  if (loaded === null && error !== null) {
    return <ErrorState error={error} onRetry={() => window.location.reload()} />
  }
  const loading = <SkeletonRows label="Loading the text" count={10} />
  if (loaded === null) return loading
  if (isWriting) {
    return (
      <Suspense fallback={loading}>
        <Editor version={loaded} liveRevision={version.revision} otherName={otherName} />
      </Suspense>
    )
  }
  return <Reader content={content} version={{ ...loaded, ...version }} />
}

/** The version as an unsaved text of it builds on: while the server is away one can go on writing. */
function useKeptBase(version: VersionSummary): Version | null {
  const base = useOfUnsaved((all) => {
    const left = all.find(
      ({ entry, isElsewhere }) =>
        entry.subject.kind === 'version' && entry.subject.versionId === version.id && !isElsewhere,
    )
    return left?.entry.edit.base ?? null
  })
  if (base === null) return null
  const { title = '', body = '' } = base.fields
  return { ...version, revision: base.revision, title, body, fields: {} }
}
