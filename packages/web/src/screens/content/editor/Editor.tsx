/**
 * Writes one version: title and text on one side, how they will read on the other; where there is no room for both,
 * one at a time. Ctrl or Cmd with S saves at once.
 */
import { maxPassageLength, type TextQuote, type Version } from '@copydesk/contract'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Button, showToast } from '../../../design/index.ts'
import { useKeys } from '../../../frame/keys/use-keys.ts'
import { MarkdownText } from '../../../markdown/MarkdownText.tsx'
import { ShownIn } from '../../../markdown/references/shown-in.ts'
import {
  useOnBoard,
  usePassageBoard,
  usePassagesHere,
} from '../../../projects/comments/passages/use-passages.ts'
import { useTyping } from '../../../projects/typing/use-typing.ts'
import type { Edit, Fields } from '../../../unsaved/edit.ts'
import type { Subject } from '../../../unsaved/entry.ts'
import type { Choice } from '../../../unsaved/merge-texts.ts'
import { savedVersion } from '../../../unsaved/targets.ts'
import type { TextSession } from '../../../unsaved/text-session.ts'
import { useEdit, useStorageTrouble, useTextSession } from '../../../unsaved/use-unsaved.ts'
import { usePassageHighlights } from '../reading/use-passage-highlights.ts'
import { ConflictNotice } from './ConflictNotice.tsx'
import type { MarkdownFieldHandle } from './codemirror/MarkdownEditor.tsx'
import styles from './Editor.module.css'
import { MarkdownField } from './MarkdownField.tsx'
import { MarkdownToolbar } from './MarkdownToolbar.tsx'
import { SaveStatus } from './SaveStatus.tsx'

export interface EditorProps {
  /** The version as it was loaded. */
  version: Version
  /** The newest revision that is known of it. */
  liveRevision: number
  /** The name of somebody else by id; null for oneself. */
  otherName: (id: string | null) => string | null
}

/** The text outlives the editor: its session goes on in the outbox until the server has it. */
export function Editor({ version, liveRevision, otherName }: EditorProps) {
  const subject = { kind: 'version', contentId: version.contentId, versionId: version.id } as const
  const options = { place: version.title, isWanted: true }
  const session = useTextSession(subject, savedVersion(version), options)
  const edit = useEdit(session)
  useEffect(() => session?.noteRevision(liveRevision), [session, liveRevision])
  const shown = useMemo(() => ({ ...version, revision: liveRevision }), [version, liveRevision])
  if (session === null || edit === null) return null
  return (
    <ShownIn value={shown}>
      <EditorFields subject={subject} version={version} session={session} edit={edit} otherName={otherName} />
    </ShownIn>
  )
}

interface EditorFieldsProps {
  subject: Subject
  version: Version
  session: TextSession
  edit: Edit
  otherName: EditorProps['otherName']
}

function EditorFields({ subject, version, session, edit, otherName }: EditorFieldsProps) {
  const { send: save } = session
  const typing = useTyping(subject)
  const type = (fields: Fields) => {
    session.type(fields)
    typing.typed()
  }
  const { title = '', body = '' } = edit.fields
  const { trouble } = edit
  const storageTrouble = useStorageTrouble()
  const shownBody = useDeferredValue(body)
  const [view, setView] = useState<'write' | 'preview'>('write')
  const fieldRef = useRef<MarkdownFieldHandle>(null)
  const previewRef = useRef<HTMLDivElement>(null)
  const board = usePassageBoard()
  const passages = usePassagesHere()
  usePassageHighlights(previewRef, shownBody, false)
  const sought = useOnBoard(({ soughtPassage }) => soughtPassage, null)
  useKeys('In the text', [{ key: 'Mod+Alt+m', words: 'Comment on what is selected, or go to its comments' }])
  useEffect(() => {
    if (sought === null) return
    setView('write')
    if (fieldRef.current?.showPassage(sought)) board?.reached()
  }, [sought, board])

  const comment = (quote: TextQuote | null) => {
    if (quote !== null && quote.exact.length > maxPassageLength) {
      showToast({
        tone: 'info',
        title: `Select at most ${maxPassageLength.toLocaleString()} characters to comment on`,
      })
      return
    }
    // Whoever reads the comment has to find the words.
    save()
    if (quote === null) board?.choose(null)
    else {
      const { isOnly: _, ...selected } = quote
      board?.choose({ ...selected, versionId: version.id, textRevision: version.textRevision })
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    save()
  }
  // The button that was pressed goes away: the focus goes to what one chose about.
  const choose = (choice: Choice) => {
    session.choose(choice)
    fieldRef.current?.focus()
  }
  const undo = () => {
    session.undo()
    fieldRef.current?.focus()
  }
  const scrollPreview = (share: number) => {
    const preview = previewRef.current
    if (preview !== null) preview.scrollTop = share * (preview.scrollHeight - preview.clientHeight)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: key and blur are those of the fields in it.
    <div className={styles.editor} data-view={view} onKeyDown={onKeyDown} onBlur={typing.stopped}>
      {trouble?.kind === 'conflict' && (
        <ConflictNotice
          edit={edit}
          theirs={trouble.theirs}
          byWhom={otherName(trouble.theirs.by)}
          onChoose={choose}
        />
      )}
      {edit.undo !== null && (
        <div className={styles.notice}>
          <div className={styles.noticeLine}>
            <p className={styles.noticeWords}>The other text is under “Kept texts”.</p>
            <Button size="small" onPress={undo}>
              Undo
            </Button>
          </div>
        </div>
      )}
      <div className={styles.bar}>
        <ViewSwitch view={view} onChange={setView} />
        <MarkdownToolbar
          onEdit={(kind) => fieldRef.current?.format(kind)}
          onComment={() => fieldRef.current?.comment()}
        />
        <SaveStatus edit={edit} storageTrouble={storageTrouble} byWhom={otherName(edit.base.by)} />
        {(trouble?.kind === 'no_answer' || trouble?.kind === 'refused') && (
          <Button size="small" onPress={save}>
            Try again
          </Button>
        )}
      </div>
      <div className={styles.sides}>
        <div className={styles.writing}>
          <input
            aria-label="Title"
            placeholder="Title"
            dir="auto"
            value={title}
            maxLength={300}
            className={styles.title}
            aria-invalid={title.trim() === ''}
            onChange={(event) => type({ title: event.target.value })}
          />
          <MarkdownField
            handleRef={fieldRef}
            value={body}
            onChange={(body) => type({ body })}
            onScroll={scrollPreview}
            passages={passages}
            onComment={comment}
            onLost={(lost) => board?.setLost(lost)}
            onThread={(threadId) => board?.goToThread(threadId)}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for the keyboard. */}
        <section ref={previewRef} aria-label="Preview" tabIndex={0} className={styles.preview}>
          <h2 dir="auto" className={styles.previewTitle}>
            {title.trim() || 'Untitled'}
          </h2>
          <MarkdownText text={shownBody} />
        </section>
      </div>
    </div>
  )
}

interface ViewSwitchProps {
  view: 'write' | 'preview'
  onChange: (view: 'write' | 'preview') => void
}

/** Only where there is no room for both sides. */
function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  return (
    <ToggleButtonGroup
      aria-label="Show"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={(keys) => onChange(keys.has('preview') ? 'preview' : 'write')}
      className={styles.switch}
    >
      <ToggleButton id="write" className={styles.switchButton}>
        Write
      </ToggleButton>
      <ToggleButton id="preview" className={styles.switchButton}>
        Preview
      </ToggleButton>
    </ToggleButtonGroup>
  )
}
