/** The people and groups, or the content, that one can mention, below the text field. The focus stays in the text; the keys are the picker's. */
// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus and points here (aria-activedescendant).
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the keys are handled in the text field.
import { FileText, Users } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { Popover } from 'react-aria-components'
import { Avatar } from '../../design/index.ts'
import styles from './MentionList.module.css'
import type { MentionPicker } from './use-mention-picker.ts'

export interface MentionListProps {
  id: string
  picker: MentionPicker
  fieldRef: RefObject<HTMLTextAreaElement | null>
}

/** The id of the option that the field points at. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`
}

/** Shown while the picker has any. */
export function MentionList({ id, picker, fieldRef }: MentionListProps) {
  const { candidates, activeIndex } = picker
  const activeRef = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the active option changed.
  useEffect(() => {
    activeRef.current?.scrollIntoView({ block: 'nearest' })
  }, [activeIndex])
  return (
    <Popover
      triggerRef={fieldRef}
      isOpen={candidates.length > 0}
      isNonModal
      // Within the landmark of the page, where what it completes stands.
      UNSTABLE_portalContainer={document.getElementById('main') ?? document.body}
      placement="bottom start"
      offset={4}
      shouldCloseOnInteractOutside={() => false}
      className={styles.popover}
    >
      <section aria-label="Mentions">
        <div
          role="listbox"
          id={id}
          aria-label={candidates[0]?.of === 'content' ? 'Content to mention' : 'People and groups to mention'}
          className={styles.list}
        >
          {candidates.map((candidate, index) => (
            <div
              key={candidate.id}
              ref={index === activeIndex ? activeRef : null}
              id={optionId(id, index)}
              role="option"
              aria-selected={index === activeIndex}
              className={styles.option}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => picker.setActiveIndex(index)}
              onClick={() => picker.pick(candidate)}
            >
              {candidate.of === 'person' ? (
                <Avatar id={candidate.id} name={candidate.name} size="small" isNamed />
              ) : candidate.of === 'group' ? (
                <Users size={16} aria-hidden />
              ) : (
                <FileText size={16} aria-hidden />
              )}
              <span className={styles.name}>{candidate.name}</span>
              <span className={styles.email}>{candidate.detail}</span>
            </div>
          ))}
        </div>
      </section>
    </Popover>
  )
}
