/**
 * The texts of a version that lost to others: whose they are, when, their words. They are no versions: they can be
 * read, copied and taken up again in the editor, and nothing else.
 */
import type { Id, KeptTextSummary, VersionSummary } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { ChevronDown, History } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import {
  Avatar,
  Button,
  CopyButton,
  cx,
  Popover,
  PopoverTrigger,
  RelativeTime,
} from '../../../design/index.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { useOutbox } from '../../../unsaved/OutboxProvider.tsx'
import { useOfUnsaved } from '../../../unsaved/use-unsaved.ts'
import view from './ContentView.module.css'
import styles from './KeptTexts.module.css'

export interface KeptTextsProps {
  version: VersionSummary
  /** The editor is there to take one up. */
  isEditing: boolean
}

/** Nothing while there is none. */
export function KeptTexts({ version, isEditing }: KeptTextsProps) {
  const kept = useKeptTexts(version)
  if (kept.length === 0) return null
  return (
    <PopoverTrigger>
      <AriaButton className={cx(view.versionButton)}>
        <History size={14} aria-hidden />
        <span>Kept texts {kept.length}</span>
        <ChevronDown size={14} className={cx(view.chevron)} aria-hidden />
      </AriaButton>
      <Popover label="Kept texts" placement="bottom end">
        {({ close }) => (
          <div className={styles.list}>
            <p className={styles.lead}>Texts that lost to another one. They are never published.</p>
            <ol>
              {kept.map((text) => (
                <li key={text.id} className={styles.text}>
                  <KeptTextView version={version} text={text} isEditing={isEditing} close={close} />
                </li>
              ))}
            </ol>
          </div>
        )}
      </Popover>
    </PopoverTrigger>
  )
}

interface KeptTextViewProps extends KeptTextsProps {
  text: KeptTextSummary
  close: () => void
}

function KeptTextView({ version, text, isEditing, close }: KeptTextViewProps) {
  const { api } = useDesk()
  const outbox = useOutbox()
  const nameOf = useNameOf()
  const [body, setBody] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    setOpen(!isOpen)
    if (body !== null) return
    api.content.keptText(version.contentId, version.id, text.id).then(
      (loaded) => setBody(loaded.body),
      () => setOpen(false),
    )
  }
  const takeUp = () => {
    if (body === null) return
    const subject = { kind: 'version', contentId: version.contentId, versionId: version.id } as const
    const title = text.title === '' ? {} : { title: text.title }
    outbox.opened(subject)?.takeUp({ ...title, body })
    close()
  }
  return (
    <>
      <div className={styles.head}>
        <Avatar id={text.author.id} name={nameOf(text.author)} size="small" isNamed />
        <span className={styles.who}>{nameOf(text.author)}</span>
        <RelativeTime at={text.keptAt} />
        <Button size="small" variant="quiet" aria-expanded={isOpen} onPress={open}>
          {isOpen ? 'Hide' : 'Show'}
        </Button>
      </div>
      {isOpen && body !== null && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for the keyboard. */}
          <section aria-label="Kept text" tabIndex={0} className={styles.words}>
            <b>{text.title}</b>
            <p>{body}</p>
          </section>
          <div className={styles.actions}>
            {isEditing && (
              <Button size="small" onPress={takeUp}>
                Take it up again
              </Button>
            )}
            <CopyButton text={body}>Copy</CopyButton>
          </div>
        </>
      )}
    </>
  )
}

/** Loaded anew when the version has changed, and when a text of it that was unsaved is not any more. */
function useKeptTexts({ contentId, id, revision }: VersionSummary): readonly KeptTextSummary[] {
  const { api } = useDesk()
  const unsaved = useOfUnsaved((all) => all.filter(({ entry }) => isAbout(entry.subject, id)).length)
  const [kept, setKept] = useState<readonly KeptTextSummary[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is a reason to look again.
  useEffect(() => {
    const abort = new AbortController()
    api.content.keptTexts(contentId, id, { signal: abort.signal }).then(
      (list) => setKept(list.data),
      () => {},
    )
    return () => abort.abort()
  }, [api, contentId, id, revision, unsaved])
  return kept
}

function isAbout(subject: { kind: string; versionId?: Id }, versionId: Id): boolean {
  return subject.kind === 'version' && subject.versionId === versionId
}
