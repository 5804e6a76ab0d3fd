/** A text that was typed into a version and could not be saved before the version was closed. It is not lost. */
import type { Version } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, CopyButton } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useOutbox } from '../../../unsaved/OutboxProvider.tsx'
import { savedVersion } from '../../../unsaved/targets.ts'
import { useUnsaved } from '../../../unsaved/use-unsaved.ts'
import styles from './Editor.module.css'

export function KeptTextNotice({ version }: { version: Version }) {
  const commands = useCommands()
  const navigate = useNavigate()
  const outbox = useOutbox()
  const left = useUnsaved().find(
    ({ entry, isElsewhere }) =>
      entry.subject.kind === 'version' && entry.subject.versionId === version.id && !isElsewhere,
  )
  const [isPending, setPending] = useState(false)
  if (left === undefined) return null
  const { entry } = left
  const { title = '', body = '' } = entry.edit.fields

  const moveToDraft = async () => {
    setPending(true)
    const { contentId, language } = version
    const created = await commands.createVersion(contentId, { language, fromVersionId: version.id })
    setPending(false)
    if (!created.ok || created.value === undefined) return
    const draft = created.value
    const subject = { kind: 'version', contentId, versionId: draft.id } as const
    outbox.move(entry.id, subject, savedVersion(draft))
    await navigate(paths.contentItem(contentId, { version: draft.id }))
  }
  return (
    <div className={styles.noticeLine}>
      <p className={styles.noticeWords}>
        <b>You wrote something here that was not saved.</b> The version was closed before it could be.
      </p>
      <details>
        <summary>Show it</summary>
        <p>
          <b>{title}</b>
        </p>
        <p className={styles.leftWords}>{body}</p>
      </details>
      <div className={styles.noticeActions}>
        <Button size="small" variant="quiet" onPress={() => outbox.discard(entry.id)}>
          Discard it
        </Button>
        <CopyButton text={`${title}\n\n${body}`}>Copy it</CopyButton>
        <Button size="small" isPending={isPending} onPress={() => void moveToDraft()}>
          Start a new draft with it
        </Button>
      </div>
    </div>
  )
}
