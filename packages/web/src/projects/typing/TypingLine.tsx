/** Who else writes something now: a line over what is there, so that nothing moves when it comes and goes. */
import { useTypists } from '@copydesk/react'
import { useEffect, useState } from 'react'
import { cx, Spoken } from '../../design/index.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { type Subject, subjectKey } from '../../unsaved/entry.ts'
import { sayTyping } from './say-typing.ts'
import styles from './TypingLine.module.css'
import { useHereOf } from './typing-place.ts'

export interface TypingLineProps {
  subject: Subject
  /** On the upper edge of the field for it, or what a heading leaves free; else in a row that is there anyway. */
  place?: 'edge' | 'heading' | 'row'
  /** Is read out when somebody begins: where one writes oneself. */
  isSpoken?: boolean
}

export function TypingLine({ subject, place = 'row', isSpoken = false }: TypingLineProps) {
  const typists = useTypists(useHereOf(subject), subjectKey(subject))
  const nameOf = useNameOf()
  const words = sayTyping(typists.map((id) => nameOf({ id, kind: 'person' })))
  return (
    <>
      {(words !== '' || place === 'heading') && (
        <span
          aria-hidden={isSpoken}
          title={words || undefined}
          className={cx(styles.line, place !== 'row' && styles[place])}
        >
          <span className={styles.words}>{words}</span>
          {words !== '' && (
            <span aria-hidden className={styles.dots}>
              <i />
              <i />
              <i />
            </span>
          )}
        </span>
      )}
      {isSpoken && <SpokenOnce words={words} />}
    </>
  )
}

/** Somebody who pauses and goes on is not read out again. */
const quietMs = 30_000

function SpokenOnce({ words }: { words: string }) {
  const [spoken, setSpoken] = useState(words)
  if (words !== '' && words !== spoken) setSpoken(words)
  useEffect(() => {
    if (words !== '') return undefined
    const timer = setTimeout(() => setSpoken(''), quietMs)
    return () => clearTimeout(timer)
  }, [words])
  return <Spoken isStatus>{spoken}</Spoken>
}
