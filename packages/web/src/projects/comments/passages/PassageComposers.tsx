/**
 * Where one writes about words of the text: those just selected, and those of drafts that were left; and what was sent
 * about some and has not arrived.
 */
import type { ThreadHome } from '@copydesk/contract'
import { useMemo } from 'react'
import { SentWords } from '../../../unsaved/SentWords.tsx'
import { nothingYet } from '../../../unsaved/targets.ts'
import { Composer } from '../Composer.tsx'
import styles from './PassageQuote.module.css'
import { useBegunPassages } from './use-begun-passages.ts'
import { useOnBoard, usePassageBoard } from './use-passages.ts'
import { writtenAbout } from './written-about.ts'

export interface PassageComposersProps {
  home: ThreadHome
  /** The text in words. */
  place: string
}

export function PassageComposers({ home, place }: PassageComposersProps) {
  const board = usePassageBoard()
  const chosen = useOnBoard((passages) => passages.chosen, null)
  const begun = useBegunPassages(home)
  const passages = useMemo(
    // Of what was sent about words of one revision and is begun again, the later one counts.
    () => new Map(writtenAbout(begun, chosen).map((one) => [JSON.stringify(one.passage), one])),
    [begun, chosen],
  )
  return [...passages].map(([key, { passage, isSent, isChosen }]) => {
    const subject = { kind: 'comment', ...home, parentId: null, passage } as const
    return (
      <div key={key}>
        <blockquote className={styles.quote}>
          <span className={styles.words} dir="auto">
            {passage.exact}
          </span>
        </blockquote>
        <SentWords subject={subject} />
        {!isSent && (
          <Composer
            label="Write about this passage"
            sendLabel="Comment"
            subject={subject}
            base={nothingYet}
            place={place}
            isFocusedFirst={isChosen}
            onSent={() => board?.dropChosen()}
            onCancel={() => board?.dropChosen()}
          />
        )}
      </div>
    )
  })
}
