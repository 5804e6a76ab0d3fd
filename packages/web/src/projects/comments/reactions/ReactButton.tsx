/** Opens the emoji that one can react with. Chosen again, one is taken back. */
import type { Comment } from '@copydesk/contract'
import { SmilePlus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { IconButton, Popover, PopoverTrigger } from '../../../design/index.ts'
import { nameOfEmoji, offeredEmoji } from './emoji-names.ts'
import { useOwnReactions } from './own-reactions.ts'
import styles from './Reactions.module.css'
import { useReact } from './use-react.ts'

export interface ReactButtonProps {
  comment: Comment
}

/** As the sheet draws them. */
const emojiPerRow = 6

export function ReactButton({ comment }: ReactButtonProps) {
  const react = useReact(comment)
  const own = useOwnReactions(comment.id)
  return (
    <PopoverTrigger>
      <IconButton label="React" size="small">
        <SmilePlus size={15} aria-hidden />
      </IconButton>
      <Popover label="React" placement="bottom end" isFlush>
        {({ close }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups buttons.
          <div role="group" aria-label="Emoji" className={styles.sheet} onKeyDown={moveByArrows}>
            {offeredEmoji.map(([emoji], index) => (
              <AriaButton
                key={emoji}
                aria-label={nameOfEmoji(emoji)}
                aria-pressed={own.has(emoji)}
                autoFocus={index === 0}
                className={styles.choice}
                onPress={() => {
                  close()
                  react(emoji, !own.has(emoji))
                }}
              >
                {emoji}
              </AriaButton>
            ))}
          </div>
        )}
      </Popover>
    </PopoverTrigger>
  )
}

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: emojiPerRow,
  ArrowUp: -emojiPerRow,
}

function moveByArrows({ key, currentTarget }: KeyboardEvent): void {
  const step = steps[key]
  if (step === undefined) return
  const choices = [...currentTarget.querySelectorAll('button')]
  const at = choices.findIndex((one) => one.matches(':focus'))
  choices[at + step]?.focus()
}
