/** Where one writes about words of the text: those just selected, and those of drafts that were left. */
import type { QuotedPassage, ThreadHome } from '@copydesk/contract'
import { useMemo } from 'react'
import { homeKey } from '../../../unsaved/entry.ts'
import { SentWords } from '../../../unsaved/SentWords.tsx'
import { nothingYet } from '../../../unsaved/targets.ts'
import { useOfUnsaved } from '../../../unsaved/use-unsaved.ts'
import { Composer } from '../Composer.tsx'
import styles from './PassageQuote.module.css'
import { useOnBoard, usePassageBoard } from './use-passages.ts'

export interface PassageComposersProps {
  home: ThreadHome
  /** The text in words. */
  place: string
}

export function PassageComposers({ home, place }: PassageComposersProps) {
  const board = usePassageBoard()
  const chosen = useOnBoard((passages) => passages.chosen, null)
  const left = useOfUnsaved((all) =>
    JSON.stringify(
      all.flatMap(({ entry: { subject }, isElsewhere }) =>
        subject.kind === 'comment' && subject.passage && homeKey(subject) === homeKey(home) && !isElsewhere
          ? [subject.passage]
          : [],
      ),
    ),
  )
  const passages = useMemo(() => {
    const all: QuotedPassage[] = [...JSON.parse(left), ...(chosen === null ? [] : [chosen])]
    return new Map(all.map((passage) => [JSON.stringify(passage), passage]))
  }, [left, chosen])
  return [...passages].map(([key, passage]) => {
    const subject = { kind: 'comment', ...home, parentId: null, passage } as const
    return (
      <div key={key}>
        <SentWords subject={subject} />
        <blockquote className={styles.quote}>
          <span className={styles.words} dir="auto">
            {passage.exact}
          </span>
        </blockquote>
        <Composer
          label="Write about this passage"
          sendLabel="Comment"
          subject={subject}
          base={nothingYet}
          place={place}
          isFocusedFirst={passage === chosen}
          onSent={() => board?.dropChosen()}
          onCancel={() => board?.dropChosen()}
        />
      </div>
    )
  })
}
