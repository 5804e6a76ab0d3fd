/** Two texts compared: side by side where there is room, else one with what was taken away in it. Nothing is edited. */
import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useLayoutEffect, useRef } from 'react'
import { useMedia } from '../../../../browser/use-media.ts'
import { adoptStyles } from './adopt-styles.ts'
import styles from './CompareTexts.module.css'
import { reading } from './extensions.ts'

interface NamedText {
  label: string
  text: string
}

export interface CompareTextsProps {
  before: NamedText
  after: NamedText
}

const looks = {
  gutter: false,
  collapseUnchanged: { margin: 3, minSize: 6 },
  diffConfig: { scanLimit: 2_000, timeout: 200 },
}

export function CompareTexts({ before, after }: CompareTextsProps) {
  const placeRef = useRef<HTMLDivElement>(null)
  const isNarrow = useMedia('(max-width: 639px)')
  useLayoutEffect(() => {
    const parent = placeRef.current
    if (parent === null) return
    adoptStyles()
    const view = isNarrow ? unified(parent, before, after) : sideBySide(parent, before, after)
    return () => view.destroy()
  }, [before, after, isNarrow])
  return <div ref={placeRef} className={styles.compare} />
}

function sideBySide(parent: HTMLElement, before: NamedText, after: NamedText) {
  return new MergeView({ ...looks, parent, a: configOf(before), b: configOf(after) })
}

function unified(parent: HTMLElement, before: NamedText, after: NamedText) {
  const { doc, extensions } = configOf(after)
  const merge = unifiedMergeView({ ...looks, original: before.text, mergeControls: false })
  return new EditorView({ parent, state: EditorState.create({ doc, extensions: [...extensions, merge] }) })
}

function configOf({ label, text }: NamedText) {
  return { doc: text, extensions: [...reading, EditorView.contentAttributes.of({ 'aria-label': label })] }
}
