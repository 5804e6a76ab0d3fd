/** A text that was typed into a version and could not be saved before the version was closed. It is not lost. */
import type { Version } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, cx } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useDrafts } from '../drafts/use-drafts.ts'
import styles from './Editor.module.css'
import type { KeptText } from './use-editing.ts'

export function KeptTextNotice({ version }: { version: Version }) {
  const commands = useCommands()
  const navigate = useNavigate()
  const drafts = useDrafts<KeptText>('version')
  const [kept, setKept] = useState(() => drafts.get(version.id)?.content ?? null)
  const [isPending, setPending] = useState(false)
  if (kept === null) return null

  const discard = () => {
    drafts.remove(version.id)
    setKept(null)
  }
  const moveToDraft = async () => {
    setPending(true)
    const { contentId, language } = version
    const created = await commands.createVersion(contentId, { language, fromVersionId: version.id })
    if (created.ok && created.value) {
      const draft = created.value
      const base = { revision: draft.revision, title: draft.title, body: draft.body }
      // Kept under the new draft first: if saving fails, its editor has the text.
      drafts.put(draft.id, { base, text: kept.text })
      discard()
      await navigate(paths.contentItem(contentId, { version: draft.id }))
      return
    }
    setPending(false)
  }
  return (
    <div className={cx(styles.noticeLine)}>
      <p className={cx(styles.noticeWords)}>
        <b>You wrote something here that was not saved.</b> The version was closed before it could be.
      </p>
      <div className={cx(styles.noticeActions)}>
        <Button size="small" variant="quiet" onPress={discard}>
          Discard it
        </Button>
        <Button size="small" isPending={isPending} onPress={() => void moveToDraft()}>
          Start a new draft with it
        </Button>
      </div>
    </div>
  )
}
