/**
 * What Ctrl-K opens. Until the code of the palette is there, a plain field in its place takes what is typed: no letter
 * is lost, and none is taken for a key of the page. It lies beside the page, so that the focus finds its way back.
 */
import { type KeyboardEvent, Suspense, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { later } from '../../later.tsx'
import { palette } from '../open-state.ts'
import styles from './FindAnything.module.css'

const Palette = later(async () => (await import('./Palette.tsx')).Palette)

export function FindAnything() {
  const isOpen = useSyncExternalStore(palette.subscribe, palette.isOpen)
  return isOpen && <OpenPalette />
}

function OpenPalette() {
  const [words, setWords] = useState('')
  const [isDrawn, setDrawn] = useState(false)
  return (
    <>
      {!isDrawn && createPortal(<EarlyField words={words} onWords={setWords} />, document.body)}
      <Suspense>
        <Palette words={words} onWords={setWords} onDrawn={() => setDrawn(true)} />
      </Suspense>
    </>
  )
}

interface EarlyFieldProps {
  words: string
  onWords: (words: string) => void
}

function EarlyField({ words, onWords }: EarlyFieldProps) {
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') palette.setOpen(false)
  }
  return (
    <div role="dialog" aria-label="Find" className={styles.early}>
      <input
        // biome-ignore lint/a11y/noAutofocus: it is there because somebody opened it in order to search.
        autoFocus
        aria-label="Search projects, content, people and commands"
        className={styles.field}
        value={words}
        onChange={({ target }) => onWords(target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
