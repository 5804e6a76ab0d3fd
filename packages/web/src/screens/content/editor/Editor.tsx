/**
 * Writes one version: title and text on one side, how they will read on the other; where there is no room for both,
 * one at a time. Ctrl or Cmd with S saves at once.
 */
import type { Version } from '@copydesk/contract'
import { type KeyboardEvent, useDeferredValue, useRef, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { Button, cx } from '../../../design/index.ts'
import { MarkdownText } from '../markdown/MarkdownText.tsx'
import { ConflictNotice } from './ConflictNotice.tsx'
import styles from './Editor.module.css'
import { editField } from './edit-field.ts'
import { MarkdownField } from './MarkdownField.tsx'
import { MarkdownToolbar } from './MarkdownToolbar.tsx'
import type { MarkdownEdit } from './markdown-edits.ts'
import { SaveStatus } from './SaveStatus.tsx'
import { useEditing } from './use-editing.ts'

export interface EditorProps {
  /** The version as it was loaded. */
  version: Version
  /** The newest revision that is known of it. */
  liveRevision: number
  /** Who saved the content last. */
  byWhom: string
}

export function Editor({ version, liveRevision, byWhom }: EditorProps) {
  const { editing, type, save, takeTheirs, keepMine } = useEditing(version, liveRevision)
  const { text, phase } = editing
  const shownBody = useDeferredValue(text.body)
  const [view, setView] = useState<'write' | 'preview'>('write')
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const previewRef = useRef<HTMLDivElement>(null)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    void save()
  }
  const edit = (kind: MarkdownEdit) => {
    if (fieldRef.current !== null) editField(fieldRef.current, kind)
  }
  const scrollPreview = (share: number) => {
    const preview = previewRef.current
    if (preview !== null) preview.scrollTop = share * (preview.scrollHeight - preview.clientHeight)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key works wherever the focus is in the editor.
    <div className={cx(styles.editor)} data-view={view} onKeyDown={onKeyDown}>
      {phase.kind === 'conflict' && (
        <ConflictNotice
          theirs={phase.theirs}
          byWhom={byWhom}
          onTakeTheirs={takeTheirs}
          onKeepMine={keepMine}
        />
      )}
      <div className={cx(styles.bar)}>
        <ViewSwitch view={view} onChange={setView} />
        <MarkdownToolbar onEdit={edit} />
        <SaveStatus editing={editing} byWhom={byWhom} />
        {phase.kind === 'failed' && (
          <Button size="small" onPress={() => void save()}>
            Try again
          </Button>
        )}
      </div>
      <div className={cx(styles.sides)}>
        <div className={cx(styles.writing)}>
          <input
            aria-label="Title"
            placeholder="Title"
            value={text.title}
            maxLength={300}
            className={cx(styles.title)}
            aria-invalid={text.title.trim() === ''}
            onChange={(event) => type({ title: event.target.value })}
          />
          <MarkdownField
            fieldRef={fieldRef}
            value={text.body}
            onChange={(body) => type({ body })}
            onScroll={scrollPreview}
          />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for the keyboard. */}
        <section ref={previewRef} aria-label="Preview" tabIndex={0} className={cx(styles.preview)}>
          <h2 className={cx(styles.previewTitle)}>{text.title.trim() || 'Untitled'}</h2>
          <MarkdownText text={shownBody} look="document" />
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
      className={cx(styles.switch)}
    >
      <ToggleButton id="write" className={cx(styles.switchButton)}>
        Write
      </ToggleButton>
      <ToggleButton id="preview" className={cx(styles.switchButton)}>
        Preview
      </ToggleButton>
    </ToggleButtonGroup>
  )
}
