/** A version that cannot be changed, as it reads; why it cannot, and the way to a new draft. */
import { type ContentState, type Status, type Version, wasPublished } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Lock } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, ButtonLink } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { MarkdownText } from '../../../markdown/MarkdownText.tsx'
import { ShownIn } from '../../../markdown/references/shown-in.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import { openDraftAfter } from '../item/choose-version.ts'
import styles from './Editor.module.css'

const CommentOnReading = later(async () => (await import('../reading/CommentOnReading.tsx')).CommentOnReading)
const KeptTextNotice = later(async () => (await import('./KeptTextNotice.tsx')).KeptTextNotice)
const GoesOutWith = later(async () => (await import('./GoesOutWith.tsx')).GoesOutWith)

const whyNot: Partial<Record<Status, string>> = {
  ready: 'is ready to publish. To change it, move it back to review.',
  scheduled: 'is scheduled to go out, and locked until then.',
  published: 'is published.',
  previously_published: 'was published before.',
}

export function Reader({ content, version }: { content: ContentState; version: Version }) {
  const commands = useCommands()
  const navigate = useNavigate()
  const mayWrite = useMay('content.write')
  const [isPending, setPending] = useState(false)
  const textRef = useRef<HTMLDivElement>(null)
  const draft = openDraftAfter(content, version)
  const startDraft = async () => {
    setPending(true)
    const outcome = await commands.createVersion(content.id, {
      language: version.language,
      fromVersionId: version.id,
    })
    setPending(false)
    if (outcome.ok && outcome.value)
      await navigate(paths.contentItem(content.id, { version: outcome.value.id }))
  }
  return (
    <div className={styles.editor}>
      <div className={styles.notice}>
        <div className={styles.noticeLine}>
          <Lock size={15} className={styles.noticeIcon} aria-hidden />
          <p className={styles.noticeWords}>
            Version {version.number} {whyNot[version.status] ?? 'can be read only.'}
            {version.status === 'scheduled' && version.projectId !== null && (
              <Suspense>
                <GoesOutWith projectId={version.projectId} />
              </Suspense>
            )}
            {draft !== undefined && ` Version ${draft.number} is being written.`}
          </p>
          {mayWrite && (
            <div className={styles.noticeActions}>
              {draft !== undefined && (
                <ButtonLink size="small" href={paths.contentItem(content.id, { version: draft.id })}>
                  Go to version {draft.number}
                </ButtonLink>
              )}
              {(draft === undefined || wasPublished(version.status)) && (
                <Button
                  size="small"
                  variant={draft === undefined ? 'primary' : 'quiet'}
                  isPending={isPending}
                  onPress={() => void startDraft()}
                >
                  Start a new draft
                </Button>
              )}
            </div>
          )}
        </div>
        <Suspense>{mayWrite && <KeptTextNotice version={version} />}</Suspense>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for the keyboard. */}
      <section aria-label="Text" tabIndex={0} className={styles.reading}>
        <div className={styles.page}>
          <h2 dir="auto" className={styles.previewTitle}>
            {version.title}
          </h2>
          <div ref={textRef}>
            <ShownIn value={version}>
              <MarkdownText key={version.id} text={version.body} />
            </ShownIn>
          </div>
        </div>
        <Suspense>
          <CommentOnReading key={version.id} elementRef={textRef} version={version} />
        </Suspense>
      </section>
    </div>
  )
}
