/** Opens and closes the comments beside the text, and says how many there are. */
import { useComments } from '@copydesk/react'
import { MessageSquare } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import view from '../item/ContentView.module.css'
import type { TextThreads } from './use-text-threads.ts'

export interface CommentsToggleProps {
  threads: TextThreads
  isOpen: boolean
  onChange: (isOpen: boolean) => void
}

/** Nothing where nothing was said and no project holds the text. */
export function CommentsToggle({ threads: { held, earlier }, ...props }: CommentsToggleProps) {
  const count = earlier.reduce((sum, one) => sum + one.count, 0)
  if (held !== null) return <HeldToggle {...props} held={held} earlierCount={count} />
  return earlier.length > 0 && <Toggle {...props} count={count} />
}

type ToggleProps = Omit<CommentsToggleProps, 'threads'>

function HeldToggle({
  held,
  earlierCount,
  ...props
}: ToggleProps & { held: NonNullable<TextThreads['held']>; earlierCount: number }) {
  const total = useComments(held.projectId, held.itemId).data?.total ?? 0
  return <Toggle {...props} count={total + earlierCount} />
}

function Toggle({ count, isOpen, onChange }: ToggleProps & { count: number }) {
  return (
    <AriaButton
      data-focus-target="comments of the text"
      className={view.versionButton}
      // A toggle button proper brings groups of them along, which the first screen has no use for.
      aria-pressed={isOpen}
      onPress={() => onChange(!isOpen)}
    >
      <MessageSquare size={14} aria-hidden />
      <span>{count === 0 ? 'Comments' : count === 1 ? '1 comment' : `${count} comments`}</span>
    </AriaButton>
  )
}
